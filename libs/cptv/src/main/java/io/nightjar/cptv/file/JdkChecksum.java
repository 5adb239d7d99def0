package io.nightjar.cptv.file;

import io.nightjar.cptv.inflate.Checksum;
import java.util.zip.CRC32;

/** The JDK's CRC-32, an intrinsic: ten times as fast as tables. */
public final class JdkChecksum implements Checksum {

  private final CRC32 crc = new CRC32();

  /** Starts with no bytes. */
  public JdkChecksum() {}

  @Override
  public void reset() {
    crc.reset();
  }

  @Override
  public void update(byte[] bytes, int from, int length) {
    crc.update(bytes, from, length);
  }

  @Override
  public long value() {
    return crc.getValue();
  }
}
