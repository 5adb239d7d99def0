package io.nightjar.pipeline.stage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An upload on its way from the store; the time that the store takes is not the work's. */
final class MeteredSource extends FilterInputStream {
  private final WorkMeter meter;

  MeteredSource(InputStream in, WorkMeter meter) {
    super(in);
    this.meter = meter;
  }

  @Override
  public int read() throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      return super.read();
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try (WorkMeter.Pause _ = meter.pause()) {
      return super.read(buffer, offset, length);
    }
  }
}
