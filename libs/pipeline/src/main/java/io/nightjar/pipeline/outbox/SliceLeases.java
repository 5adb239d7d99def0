package io.nightjar.pipeline.outbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Shares the outbox among replicas: entries fall into slices by the hash of their name, time falls
 * into slots, and whoever first creates the object of a slice and a slot sweeps that slice until
 * the slot ends. Nothing has to be renewed or taken from the dead: the next slot is anybody's.
 * Replicas whose clocks differ may meet in one slice, which doubles events and loses none. Not
 * thread-safe.
 */
final class SliceLeases {
  static final int SLICES = 16;
  static final Duration SLOT = Duration.ofMinutes(1);

  private final ObjectStore store;
  private final InstantSource clock;
  private final byte[] owner;
  private final Set<Integer> held = new HashSet<>();
  private final Set<Integer> lost = new HashSet<>();
  private long slot = Long.MIN_VALUE;

  SliceLeases(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    this.owner = ("process " + ProcessHandle.current().pid()).getBytes(US_ASCII);
  }

  /** The slice that an entry belongs to, the same in every process. */
  static int sliceOf(String outboxKey) {
    return Math.floorMod(outboxKey.hashCode(), SLICES);
  }

  /** Takes a slice for what is left of the slot that it is now; false if another has it. */
  boolean take(int slice) throws StoreException {
    long now = slotAt(clock.instant());
    if (now != slot) {
      slot = now;
      held.clear();
      lost.clear();
      removeOld();
    }
    if (!held.contains(slice) && !lost.contains(slice)) {
      boolean taken = store.putIfAbsent(ObjectKeys.outboxLease(slot, slice), owner, "text/plain");
      (taken ? held : lost).add(slice);
    }
    return held.contains(slice);
  }

  /** Whether a slice that was taken still is: its slot has not ended. */
  boolean holds(int slice) {
    return slotAt(clock.instant()) == slot && held.contains(slice);
  }

  private static long slotAt(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli(), SLOT.toMillis());
  }

  /** A replica whose clock is a little behind may still be in the slot before. */
  private void removeOld() throws StoreException {
    List<String> old = new ArrayList<>();
    store.list(
        ObjectKeys.OUTBOX_LEASES,
        (ObjectStat lease) -> {
          if (slotOf(lease.key()).filter(ended -> ended < slot - 1).isPresent()) {
            old.add(lease.key());
          }
        });
    for (String key : old) {
      store.delete(key);
    }
  }

  private static Optional<Long> slotOf(String key) {
    String rest = key.substring(ObjectKeys.OUTBOX_LEASES.length());
    int end = rest.indexOf('/');
    try {
      return end < 0 ? Optional.empty() : Optional.of(Long.parseLong(rest.substring(0, end)));
    } catch (NumberFormatException notOurs) {
      return Optional.empty();
    }
  }
}
