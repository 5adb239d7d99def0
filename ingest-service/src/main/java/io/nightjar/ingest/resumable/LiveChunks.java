package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.pipeline.identity.RecordingId;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The chunks that come in on this replica. A camera whose link broke without a word asks again
 * while its last chunk still waits for bytes that never come: that chunk is then cut, what came of
 * it is made safe, and the camera is told the offset behind it. No part of an upload's state:
 * without it, as between two replicas, a little more is sent again. Thread-safe.
 */
final class LiveChunks {
  /** Longer than a part needs on its way into the store, and what has arrived to be read. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** A link that carries anything is not silent for so long. */
  private static final Duration SILENCE = Duration.ofMillis(300);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final Set<LiveBody> live = ConcurrentHashMap.newKeySet();

  /** A chunk begins to come in, on the thread that will read it; it has to be closed. */
  LiveBody enter(RecordingId upload, InputStream body) {
    LiveBody entered = new LiveBody(upload, body, live::remove);
    live.add(entered);
    return entered;
  }

  /**
   * Cuts what comes in of an upload, once nothing comes any more or patience ends, and waits until
   * all that came is safe.
   *
   * @return whether anything was cut
   */
  boolean cut(RecordingId upload) throws InterruptedException {
    boolean any = false;
    for (LiveBody body : live) {
      if (body.upload().equals(upload)) {
        cut(body);
        any = true;
      }
    }
    return any;
  }

  private static void cut(LiveBody body) throws InterruptedException {
    long begun = System.nanoTime();
    boolean isCut = false;
    while (!body.awaitClosed(LOOK)) {
      long waited = System.nanoTime() - begun;
      if (!isCut && (body.isSilent(SILENCE) || waited >= PATIENCE.toNanos())) {
        body.cut(ProblemCode.UPLOAD_LOCKED, "another request has asked for this upload");
        isCut = true;
      } else if (waited >= 2 * PATIENCE.toNanos()) {
        return; // the store is slow; the states decide
      }
    }
  }

  /** Cuts all chunks, since this replica is about to end. */
  void cutAll() {
    live.forEach(body -> body.cut(ProblemCode.SHUTTING_DOWN, "this replica is about to end"));
  }
}
