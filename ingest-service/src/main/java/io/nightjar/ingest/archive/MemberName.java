package io.nightjar.ingest.archive;

import io.nightjar.pipeline.recording.FileNames;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The name of a member. It is never used as a path here; but whoever reads the results may, so one
 * that could do harm is refused.
 *
 * @param text as the archive has it
 */
record MemberName(String text) {
  private static final Pattern SEGMENTS = Pattern.compile("[/\\\\]");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);

  /** Why no member of this name is taken, if none is. */
  Optional<MemberCode> obstacle(int most) {
    if (text.length() > most) {
      return Optional.of(MemberCode.MEMBER_NAME_TOO_LONG);
    }
    if (text.isEmpty() || isRooted() || climbs() || text.codePoints().anyMatch(MemberName::harms)) {
      return Optional.of(MemberCode.MEMBER_NAME_UNSAFE);
    }
    return segments().anyMatch(FileNames::areHidden)
        ? Optional.of(MemberCode.MEMBER_HIDDEN)
        : Optional.empty();
  }

  /** Whether one expects a recording behind it. */
  boolean promisesRecording() {
    return FileNames.promiseRecording(text);
  }

  /** As it may be shown: not longer than so, and without what could harm a terminal. */
  String shown(int most) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(most)
        .forEach(letter -> shown.appendCodePoint(harms(letter) ? 0xFFFD : letter));
    return shown.toString();
  }

  private boolean isRooted() {
    return text.startsWith("/") || text.startsWith("\\") || DRIVE.matcher(text).matches();
  }

  private boolean climbs() {
    return segments().anyMatch(".."::equals);
  }

  private Stream<String> segments() {
    return Arrays.stream(SEGMENTS.split(text));
  }

  private static boolean harms(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
