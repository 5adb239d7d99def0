package io.nightjar.cptv.file;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes gzip members: no time, no name, so that the same frames give the same bytes. */
final class GzipMemberOutput {

  /** RFC 1952: deflate, no flags, no time, no hint, system unknown; as the cameras write it. */
  private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 0xFF};

  private final OutputStream out;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] chunk = new byte[1 << 14];

  GzipMemberOutput(OutputStream out, int level) throws IOException {
    this.out = out;
    this.deflater = new Deflater(level, true);
    out.write(HEADER);
  }

  void write(byte[] bytes, int from, int length) throws IOException {
    checksum.update(bytes, from, length);
    deflater.setInput(bytes, from, length);
    while (!deflater.needsInput()) {
      deflate();
    }
  }

  /** Lets inflating start at the next byte without what lies before it. */
  void flushFully() throws IOException {
    int count = chunk.length;
    while (count == chunk.length) {
      count = deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH);
      out.write(chunk, 0, count);
    }
  }

  /** Ends the member; the target stays open. */
  void finish() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    write32(checksum.getValue());
    write32(deflater.getBytesRead());
    deflater.end();
  }

  /** Releases memory without finishing. */
  void abandon() {
    deflater.end();
  }

  private void deflate() throws IOException {
    int count = deflater.deflate(chunk);
    out.write(chunk, 0, count);
  }

  private void write32(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift));
    }
  }
}
