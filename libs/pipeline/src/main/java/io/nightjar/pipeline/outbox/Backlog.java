package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/** How much waits in the outbox and in quarantine, and in which slices some of it is due. */
final class Backlog {
  private final BitSet dueSlices = new BitSet();
  private int pending;
  private int quarantined;
  private Optional<Instant> oldest = Optional.empty();

  private Backlog() {}

  /** Counts, with a page of a listing in memory. */
  static Backlog count(
      ObjectStore store, Predicate<ObjectStat> isDue, Predicate<ObjectStat> isDueInQuarantine)
      throws StoreException {
    Backlog backlog = new Backlog();
    store.list(
        ObjectKeys.OUTBOX,
        entry -> {
          backlog.pending++;
          backlog.oldest =
              backlog
                  .oldest
                  .filter(before -> !entry.lastModified().isBefore(before))
                  .or(() -> Optional.of(entry.lastModified()));
          if (isDue.test(entry)) {
            backlog.dueSlices.set(SliceLeases.sliceOf(entry.key()));
          }
        });
    store.list(
        ObjectKeys.QUARANTINE,
        entry -> {
          backlog.quarantined++;
          if (isDueInQuarantine.test(entry)) {
            backlog.dueSlices.set(SliceLeases.sliceOf(Quarantine.outboxKey(entry.key())));
          }
        });
    return backlog;
  }

  int pending() {
    return pending;
  }

  int quarantined() {
    return quarantined;
  }

  /** When the oldest entry in the outbox was written. */
  Optional<Instant> oldest() {
    return oldest;
  }

  BitSet dueSlices() {
    return dueSlices;
  }
}
