package io.nightjar.cptv.core;

/** Why no more bytes come out of a compressed stream. Offsets count bytes of the file. */
public sealed interface StreamEnd {

  /** The last gzip member is complete and the file ends there. */
  record Complete() implements StreamEnd {}

  /**
   * The file ends inside a gzip member.
   *
   * @param compressedOffset the length of the file
   */
  record Truncated(long compressedOffset) implements StreamEnd {}

  /**
   * The compressed data breaks a rule.
   *
   * @param compressedOffset about where
   * @param rule which rule
   */
  record Corrupt(long compressedOffset, String rule) implements StreamEnd {}

  /**
   * The first bytes are no gzip header.
   *
   * @param length how many bytes were seen, 0 for an empty file
   */
  record NotGzip(int length) implements StreamEnd {}

  /**
   * What follows the last complete member is no gzip member.
   *
   * @param compressedOffset where it starts
   */
  record Garbage(long compressedOffset) implements StreamEnd {}
}
