package io.nightjar.local.client;

import io.nightjar.local.terminal.ProgressLine;
import java.util.concurrent.atomic.AtomicLong;

/** Shows uploads on a progress line, and counts what they cost. Thread-safe. */
public final class BarProgress implements UploadProgress {
  private final ProgressLine line;
  private final AtomicLong bytesSent = new AtomicLong();

  /** Shows on a line. */
  public BarProgress(ProgressLine line) {
    this.line = line;
  }

  @Override
  public void sent(long bytes) {
    bytesSent.addAndGet(Math.max(0, bytes)); // those of a try that failed went out, too
    line.advance(bytes);
  }

  @Override
  public void spared(long bytes) {
    line.spare(bytes);
  }

  @Override
  public void done() {
    line.fileDone();
  }

  /** All bytes that went out, those included that had to go again. */
  public long bytesSent() {
    return bytesSent.get();
  }
}
