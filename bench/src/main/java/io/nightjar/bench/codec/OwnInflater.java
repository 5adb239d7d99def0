package io.nightjar.bench.codec;

import io.nightjar.cptv.file.JdkChecksum;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Our inflater alone, as the reader uses it. */
final class OwnInflater {

  private OwnInflater() {}

  static long inflate(byte[] file) throws IOException {
    try (GzipInflatedBytes in =
        new GzipInflatedBytes(
            new CompressedInput(new ByteArrayInputStream(file)), new JdkChecksum())) {
      long bytes = 0;
      while (in.require(1)) {
        bytes += in.available();
        in.skip(in.available());
      }
      return bytes;
    }
  }
}
