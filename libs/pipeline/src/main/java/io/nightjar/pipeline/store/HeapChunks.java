package io.nightjar.pipeline.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The heap that all parts together may gather in, in chunks that go from one part to the next: of
 * 64 KiB, since much larger arrays are moved and placed by rules of their own (G1's humongous
 * objects), and cost a small heap more than the file that they save. Thread-safe.
 */
final class HeapChunks {
  static final int CHUNK = 64 * 1024;

  private final Deque<byte[]> free = new ArrayDeque<>();
  private long unmade;

  /**
   * Chunks of so many bytes in all; a rest that fills none is not used. None is made before it is
   * needed.
   */
  HeapChunks(long bytes) {
    this.unmade = bytes / CHUNK;
  }

  /** A chunk that nobody else has; empty if all are taken. */
  Optional<byte[]> take() {
    synchronized (this) {
      byte[] chunk = free.poll();
      if (chunk != null) {
        return Optional.of(chunk);
      }
      if (unmade == 0) {
        return Optional.empty();
      }
      unmade--;
    }
    return Optional.of(new byte[CHUNK]);
  }

  /** Takes chunks back that were taken. */
  synchronized void giveBack(List<byte[]> chunks) {
    chunks.forEach(free::push);
  }
}
