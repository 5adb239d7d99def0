package io.nightjar.cptv;

/**
 * How a recording ended. Every frame before the end was delivered. Offsets count bytes after
 * decompression, compressed offsets bytes of the file.
 */
public sealed interface Ending {

  /** Returns a stable code, in lower case with hyphens, such as {@code truncated-in-frame}. */
  String code();

  /** Returns what happened in one sentence. */
  String description();

  /** Tells whether every frame of the file was delivered, with the right checksums. */
  default boolean complete() {
    return this instanceof Clean || this instanceof TrailingGarbage;
  }

  /** The stream ended after a frame, complete and with the right checksums. */
  record Clean() implements Ending {
    @Override
    public String code() {
      return "clean";
    }

    @Override
    public String description() {
      return "complete";
    }
  }

  /**
   * The stream ended between two frames, but something is missing: the gzip trailer, or frames that
   * the header declared.
   *
   * @param offset where it ended
   * @param rule what shows that something is missing
   */
  record TruncatedAtBoundary(long offset, String rule) implements Ending {
    @Override
    public String code() {
      return "truncated-at-boundary";
    }

    @Override
    public String description() {
      return "cut off between frames, at byte " + offset + ": " + rule;
    }
  }

  /**
   * The stream ended inside a frame, which is lost.
   *
   * @param offset where it ended
   * @param frame the number of the lost frame
   */
  record TruncatedInFrame(long offset, int frame) implements Ending {
    @Override
    public String code() {
      return "truncated-in-frame";
    }

    @Override
    public String description() {
      return "cut off in frame " + frame + ", at byte " + offset;
    }
  }

  /**
   * All frames could be read, but a checksum or a length in a gzip trailer does not match: some
   * pixels may be wrong.
   *
   * @param member the first gzip member with a wrong trailer, from 0
   */
  record ChecksumWrong(int member) implements Ending {
    @Override
    public String code() {
      return "checksum-wrong";
    }

    @Override
    public String description() {
      return "checksum or length of gzip member " + member + " is wrong";
    }
  }

  /**
   * The bytes at a place are no frame.
   *
   * @param offset where the frame starts
   * @param frame the number that the frame would have had
   * @param rule the rule that it breaks
   */
  record CorruptSection(long offset, int frame, String rule) implements Ending {
    @Override
    public String code() {
      return "corrupt-section";
    }

    @Override
    public String description() {
      return "frame " + frame + " at byte " + offset + " is corrupt: " + rule;
    }
  }

  /**
   * The compressed data can't be decompressed beyond a place.
   *
   * @param compressedOffset about where, in bytes of the file
   * @param frame the number of the frame that is lost
   * @param rule the rule of gzip or deflate that is broken
   */
  record CorruptCompression(long compressedOffset, int frame, String rule) implements Ending {
    @Override
    public String code() {
      return "corrupt-compression";
    }

    @Override
    public String description() {
      return "compressed data is corrupt near byte "
          + compressedOffset
          + " of the file, in frame "
          + frame
          + ": "
          + rule;
    }
  }

  /**
   * The recording is complete, but something that is no gzip follows it.
   *
   * @param compressedOffset where it starts, in bytes of the file
   */
  record TrailingGarbage(long compressedOffset) implements Ending {
    @Override
    public String code() {
      return "trailing-garbage";
    }

    @Override
    public String description() {
      return "complete, with something else after it from byte " + compressedOffset;
    }
  }

  /**
   * Another recording follows the last frame, as where two files were put one after the other. It
   * is not read: a file is one recording.
   *
   * @param offset where it starts
   */
  record AnotherRecording(long offset) implements Ending {
    @Override
    public String code() {
      return "another-recording";
    }

    @Override
    public String description() {
      return "another recording follows at byte " + offset + ", which was not read";
    }
  }

  /**
   * Reading stopped at a limit of {@link CptvLimits}.
   *
   * @param offset where it stopped
   * @param limit which limit
   */
  record LimitExceeded(long offset, String limit) implements Ending {
    @Override
    public String code() {
      return "limit-exceeded";
    }

    @Override
    public String description() {
      return "stopped at byte " + offset + ": over the limit of " + limit;
    }
  }
}
