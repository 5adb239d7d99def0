package io.nightjar.bench.codec;

/** Where the deflate stream of a gzip member starts (RFC 1952). */
final class GzipFraming {

  /** Bytes behind the deflate stream. */
  static final int TRAILER = 8;

  private GzipFraming() {}

  static int deflateStart(byte[] file, int member) {
    int flags = file[member + 3];
    int at = member + 10;
    if ((flags & 4) != 0) {
      at += 2 + (file[at] & 0xFF) + ((file[at + 1] & 0xFF) << 8);
    }
    for (int texts = Integer.bitCount(flags & 0x18); texts > 0; texts--) {
      while (file[at] != 0) {
        at++;
      }
      at++;
    }
    return (flags & 2) != 0 ? at + 2 : at;
  }
}
