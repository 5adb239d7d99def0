package io.nightjar.local.terminal;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bar for the bytes of some files, on one line of a terminal; silent where there is none.
 * Thread-safe.
 */
public final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final String CLEAR = "\r\033[K";

  private final Screen screen;
  private final String verb;
  private final int files;
  private final long bytes;
  private final AtomicLong bytesDone = new AtomicLong();
  private final AtomicInteger filesDone = new AtomicInteger();
  private final AtomicLong drawn = new AtomicLong(System.nanoTime() - REDRAW_NANOS);

  /** A bar for so many files with so many bytes in all. */
  public ProgressLine(Screen screen, String verb, int files, long bytes) {
    this.screen = screen;
    this.verb = verb;
    this.files = files;
    this.bytes = bytes;
  }

  /** More bytes are done; a negative number takes back those of a failed try. */
  public void advance(long more) {
    bytesDone.addAndGet(more);
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
    long now = System.nanoTime();
    long last = drawn.get();
    if (screen.terminal() && now - last >= REDRAW_NANOS && drawn.compareAndSet(last, now)) {
      screen.err().print(CLEAR + text());
      screen.err().flush();
    }
  }

  String text() {
    double share = bytes == 0 ? 1 : Math.clamp((double) bytesDone.get() / bytes, 0.0, 1.0);
    int full = (int) Math.round(share * WIDTH);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3.0f %%  %d of %d files, %s",
        verb,
        "=".repeat(full),
        " ".repeat(WIDTH - full),
        share * 100,
        filesDone.get(),
        files,
        Amounts.bytes(bytes));
  }
}
