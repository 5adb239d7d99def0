package io.nightjar.pipeline.recording;

import java.time.Instant;
import java.util.Optional;

/**
 * What the sender of a recording says of it, beside its bytes.
 *
 * @param recordedAt when it began
 * @param fileName what it was called there, at most 255 characters; never a path
 */
public record SenderClaims(Optional<Instant> recordedAt, Optional<String> fileName) {
  /** A sender that says nothing. */
  public static final SenderClaims NONE = new SenderClaims(Optional.empty(), Optional.empty());

  private static final int LONGEST_NAME = 255;

  public SenderClaims {
    fileName = fileName.flatMap(SenderClaims::plainName);
  }

  /** The last segment of what may be a path of any system, without control characters. */
  private static Optional<String> plainName(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    StringBuilder plain = new StringBuilder();
    last.codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(LONGEST_NAME)
        .forEach(plain::appendCodePoint);
    return Optional.of(plain.toString().strip()).filter(text -> !text.isEmpty());
  }
}
