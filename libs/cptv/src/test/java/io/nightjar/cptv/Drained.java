package io.nightjar.cptv;

import io.nightjar.cptv.core.InflatedBytes;
import io.nightjar.cptv.core.StreamEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** All that came out of a compressed stream, and how it ended. */
public record Drained(ByteArrayOutputStream out, StreamEnd end, int wrongChecksum) {

  public byte[] bytes() {
    return out.toByteArray();
  }

  public static Drained of(InflatedBytes in) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      while (in.require(1)) {
        out.write(in.buffer(), in.position(), in.available());
        in.skip(in.available());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Drained(out, in.end(), in.firstWrongChecksum());
  }
}
