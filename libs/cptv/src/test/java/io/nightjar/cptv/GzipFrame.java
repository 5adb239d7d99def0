package io.nightjar.cptv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** What stands before and behind the deflate stream of a gzip member (RFC 1952, section 2.3). */
public final class GzipFrame {

  private GzipFrame() {}

  /** Returns a header without optional fields. */
  public static byte[] header() {
    return new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0};
  }

  /** Returns the trailer: checksum and length of the data. */
  public static byte[] trailer(byte[] data) {
    CRC32 crc = new CRC32();
    crc.update(data);
    byte[] trailer = new byte[8];
    ByteBuffer.wrap(trailer)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) crc.getValue())
        .putInt(data.length);
    return trailer;
  }
}
