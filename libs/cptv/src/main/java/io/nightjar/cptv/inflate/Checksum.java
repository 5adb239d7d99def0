package io.nightjar.cptv.inflate;

/** The CRC-32 of gzip (RFC 1952, section 8) over bytes as they come. */
public interface Checksum {

  /** Starts again. */
  void reset();

  /** Takes bytes. */
  void update(byte[] bytes, int from, int length);

  /** Returns the checksum of the bytes so far, 32 bits unsigned. */
  long value();
}
