package io.nightjar.bench.codec;

import io.nightjar.cptv.inflate.Checksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.CRC32;

/** Our inflater alone, as the reader uses it. */
final class OwnInflater {

  private OwnInflater() {}

  static long inflate(byte[] file) throws IOException {
    try (GzipInflatedBytes in =
        new GzipInflatedBytes(
            new CompressedInput(new ByteArrayInputStream(file)), new Intrinsic())) {
      long bytes = 0;
      while (in.require(1)) {
        bytes += in.available();
        in.skip(in.available());
      }
      return bytes;
    }
  }

  private static final class Intrinsic implements Checksum {

    private final CRC32 crc = new CRC32();

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
}
