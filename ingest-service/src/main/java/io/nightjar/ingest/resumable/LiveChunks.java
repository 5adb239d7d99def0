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
  /** Longer than a part needs on its way into the store. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Set<LiveBody> live = ConcurrentHashMap.newKeySet();

  /** A chunk begins to come in, on the thread that will read it; it has to be closed. */
  LiveBody enter(RecordingId upload, InputStream body) {
    LiveBody entered = new LiveBody(upload, body, live::remove);
    live.add(entered);
    return entered;
  }

  /**
   * Cuts what comes in of an upload, and waits until that is safe.
   *
   * @return whether anything was cut
   */
  boolean cut(RecordingId upload) throws InterruptedException {
    boolean any = false;
    for (LiveBody body : live) {
      if (body.upload().equals(upload)) {
        body.cut(ProblemCode.UPLOAD_LOCKED, "another request has asked for this upload");
        body.awaitClosed(PATIENCE);
        any = true;
      }
    }
    return any;
  }

  /** Cuts all chunks, since this replica is about to end. */
  void cutAll() {
    live.forEach(body -> body.cut(ProblemCode.SHUTTING_DOWN, "this replica is about to end"));
  }
}
