package io.nightjar.local.terminal;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How far the bytes of some files are: a bar on one line of a terminal; where there is none, a
 * plain line now and then. Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long PLAIN_NANOS = 10_000_000_000L;
  private static final double NANOS = 1e9;
  private static final String CLEAR = "\r\033[K";

  private final Screen screen;
  private final String verb;
  private final int files;
  private final long bytes;
  private final LongSupplier clock;
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicLong bytesSpared = new AtomicLong();
  private final AtomicInteger filesDone = new AtomicInteger();
  private final long begun;
  private final AtomicLong drawn;

  /** Progress of so many files with so many bytes in all. */
  public ProgressLine(Screen screen, String verb, int files, long bytes) {
    this(screen, verb, files, bytes, System::nanoTime);
  }

  /**
   * The same by another clock.
   *
   * @param clock nanoseconds from anywhere
   */
  ProgressLine(Screen screen, String verb, int files, long bytes, LongSupplier clock) {
    this.screen = screen;
    this.verb = verb;
    this.files = files;
    this.bytes = bytes;
    this.clock = clock;
    this.begun = clock.getAsLong();
    this.drawn = new AtomicLong(screen.terminal() ? begun - REDRAW_NANOS : begun);
  }

  /** More bytes are done; a negative number takes back those of a failed try. */
  public void advance(long more) {
    bytesDone.addAndGet(more);
    draw();
  }

  /** More bytes are done that cost nothing: they say nothing of the rate. */
  public void spare(long more) {
    bytesSpared.addAndGet(more);
    draw();
  }

  /** One more file is done. */
  public void fileDone() {
    filesDone.incrementAndGet();
    draw();
  }

  @Override
  public void close() {
    if (screen.terminal()) {
      screen.err().print(CLEAR);
      screen.err().flush();
    }
  }

  private void draw() {
    long now = clock.getAsLong();
    long last = drawn.get();
    long pause = screen.terminal() ? REDRAW_NANOS : PLAIN_NANOS;
    if (now - last < pause || !drawn.compareAndSet(last, now)) {
      return;
    }
    if (screen.terminal()) {
      screen.err().print(CLEAR + text());
      screen.err().flush();
    } else {
      screen.note(verb + " " + numbers());
    }
  }

  String text() {
    int full = (int) Math.round(share() * WIDTH);
    return verb + " [" + "=".repeat(full) + " ".repeat(WIDTH - full) + "] " + numbers();
  }

  private String numbers() {
    return String.format(
            Locale.ROOT,
            "%3.0f %%  %d of %d files, %s",
            share() * 100,
            filesDone.get(),
            files,
            Amounts.bytes(bytes))
        + pace();
  }

  private double share() {
    long done = bytesDone.get() + bytesSpared.get();
    return bytes == 0 ? 1 : Math.clamp((double) done / bytes, 0.0, 1.0);
  }

  /** Rate and time left, from a second on, when they begin to mean something. */
  private String pace() {
    double seconds = (clock.getAsLong() - begun) / NANOS;
    long done = bytesDone.get();
    long left = bytes - bytesSpared.get() - done;
    if (seconds < 1 || done <= 0 || left <= 0) {
      return "";
    }
    double rate = done / seconds;
    return String.format(
        Locale.ROOT,
        ", %s/s, %s left",
        Amounts.bytes((long) rate),
        Amounts.uptime(Duration.ofSeconds((long) Math.ceil(left / rate))));
  }
}
