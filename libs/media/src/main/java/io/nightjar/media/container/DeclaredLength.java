package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tells whether a file is shorter than its header says, of formats in which FFmpeg passes over that
 * in silence: CAF (Apple, "Core Audio Format Specification 1.0") and AU (Sun, "Audio File
 * Formats").
 */
public final class DeclaredLength {

  private static final int CAF_HEADER = 8;
  private static final int CAF_CHUNK_HEADER = 12;
  private static final int AU_HEADER = 12;
  private static final int MOST_CHUNKS = 1000;

  private DeclaredLength() {}

  /** Checks a file; empty if nothing is missing, or it is of another format. */
  public static Optional<StreamCheck> check(FileBytes file) throws IOException {
    String magic = Tags.text(file.read(0, 4), 0, 4);
    long missing =
        switch (magic) {
          case "caff" -> missingFromCaf(file);
          case ".snd" -> missingFromAu(file);
          default -> 0;
        };
    return missing > 0
        ? Optional.of(StreamCheck.cut(file.size(), missing + " bytes missing"))
        : Optional.empty();
  }

  private static long missingFromCaf(FileBytes file) throws IOException {
    long at = CAF_HEADER;
    for (int chunk = 0; chunk < MOST_CHUNKS; chunk++) {
      ByteBuffer header = file.read(at, CAF_CHUNK_HEADER);
      if (header.limit() < CAF_CHUNK_HEADER) {
        return 0;
      }
      long size = header.getLong(4);
      long there = file.size() - at - CAF_CHUNK_HEADER;
      if (Tags.text(header, 0, 4).equals("data")) {
        return Math.max(0, size - there); // −1 if it is unknown
      }
      if (size < 0 || size > there) {
        return 0;
      }
      at += CAF_CHUNK_HEADER + size;
    }
    return 0;
  }

  private static long missingFromAu(FileBytes file) throws IOException {
    ByteBuffer header = file.read(0, AU_HEADER);
    if (header.limit() < AU_HEADER || header.getInt(8) == -1) {
      return 0;
    }
    long start = Integer.toUnsignedLong(header.getInt(4));
    long size = Integer.toUnsignedLong(header.getInt(8));
    return Math.max(0, start + size - file.size());
  }
}
