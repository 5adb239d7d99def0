package io.nightjar.ingest.fairness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.IntFunction;

/** A body that waits before it takes more from its sender. */
final class PacedStream extends FilterInputStream {
  /** A pace that was exceeded by less is not worth a pause. */
  private static final Duration LEAST = Duration.ofMillis(5);

  /** Longer ones are taken in pieces: the others may have gone in the meantime. */
  private static final Duration MOST = Duration.ofSeconds(1);

  private final IntFunction<Duration> pauseAfter;

  /**
   * Paces a body.
   *
   * @param pauseAfter is told how many bytes came, and says how long to wait
   */
  PacedStream(InputStream body, IntFunction<Duration> pauseAfter) {
    super(body);
    this.pauseAfter = pauseAfter;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    Duration pause = n > 0 ? pauseAfter.apply(n) : Duration.ZERO;
    while (pause.compareTo(LEAST) > 0) {
      sleep(pause.compareTo(MOST) > 0 ? MOST : pause);
      pause = pauseAfter.apply(0);
    }
    return n;
  }

  private static void sleep(Duration pause) throws InterruptedIOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a body was read");
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
