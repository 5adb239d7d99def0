package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.store.Aside;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;

/**
 * Artefacts of one work on their way into the store, a few at a time beside the work: each waits
 * for the store, and none for another one. All stand before the manifest that names them is
 * written: {@link #finish} waits for that. Belongs to the work's thread.
 */
final class ArtefactWrites implements AutoCloseable {
  /** Most of the waiting is hidden by a few; what is on its way is held in memory. */
  static final int AT_ONCE = 4;

  private final Queue<Aside<String>> underWay = new ArrayDeque<>();

  /**
   * Starts a write, once there are few enough.
   *
   * @param write returns the key that stands then
   * @throws IOException what one before has thrown
   */
  void start(Callable<String> write) throws IOException {
    if (underWay.size() == AT_ONCE) {
      underWay.remove().await();
    }
    underWay.add(Aside.start(write));
  }

  /**
   * Waits until all stand.
   *
   * @throws IOException what one of them has thrown
   */
  void finish() throws IOException {
    while (!underWay.isEmpty()) {
      underWay.remove().await();
    }
  }

  /** Waits until nothing is written any more, whatever became of it: the work has failed. */
  @Override
  public void close() {
    while (!underWay.isEmpty()) {
      underWay.remove().settled();
    }
  }
}
