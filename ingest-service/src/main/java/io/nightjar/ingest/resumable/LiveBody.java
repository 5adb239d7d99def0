package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.RecordingId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The bytes of a chunk, for one thread; another may cut them, even while they are waited for. */
final class LiveBody extends FilterInputStream {
  private final RecordingId upload;
  private final Consumer<LiveBody> onClose;
  private final Thread reader = Thread.currentThread();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean reading;
  private long waitingSince = System.nanoTime();
  private Optional<CutException> cut = Optional.empty();

  LiveBody(RecordingId upload, InputStream body, Consumer<LiveBody> onClose) {
    super(body);
    this.upload = upload;
    this.onClose = onClose;
  }

  /** The bytes end here, by nobody's fault. */
  static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    private final ProblemException problem;

    private CutException(ProblemException problem) {
      super(problem.getMessage(), problem);
      this.problem = problem;
    }

    ProblemException problem() {
      return problem;
    }
  }

  RecordingId upload() {
    return upload;
  }

  /** Whether its reader waits, and has waited for a while. */
  synchronized boolean isSilent(Duration time) {
    return reading && System.nanoTime() - waitingSince >= time.toNanos();
  }

  /** From here on every read fails, and one that waits does so at once. */
  synchronized void cut(ProblemCode code, String why) {
    cut = Optional.of(new CutException(new ProblemException(code, why)));
    if (reading) {
      reader.interrupt();
    }
  }

  /** Waits until its reader needs it no longer; false if it still does. */
  boolean awaitClosed(Duration most) throws InterruptedException {
    return closed.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    begin();
    try {
      return super.read(buffer, offset, length);
    } catch (IOException e) {
      throwIfCut();
      throw e;
    } finally {
      end();
    }
  }

  private synchronized void begin() throws CutException {
    throwIfCut();
    reading = true;
    waitingSince = System.nanoTime();
  }

  /** The interrupt was for the read alone: what came is yet to be stored. */
  private synchronized void end() {
    reading = false;
    if (cut.isPresent()) {
      Thread.interrupted();
    }
  }

  private synchronized void throwIfCut() throws CutException {
    if (cut.isPresent()) {
      throw cut.get();
    }
  }

  /** The body itself is the request's, which closes it. */
  @Override
  public void close() {
    onClose.accept(this);
    closed.countDown();
  }
}
