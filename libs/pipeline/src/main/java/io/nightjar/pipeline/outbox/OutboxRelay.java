package io.nightjar.pipeline.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finishes the acceptances that crashed replicas, or a silent broker, left in the outbox. Replicas
 * share the work by slices; an entry that fails waits by itself, then in quarantine; a topic that
 * fails holds up its own entries only.
 */
public final class OutboxRelay {
  /** Entries of a slice that one sweep takes up; the next one goes on after them. */
  private static final int MOST_ENTRIES = 10_000;

  /** So many in a row, and it is the store that fails, not the entry. */
  private static final int MOST_STORE_FAILURES = 3;

  private final ObjectStore store;
  private final Duration patience;
  private final InstantSource clock;
  private final SliceLeases leases;
  private final EntryTrial trial;
  private final Map<Integer, String> goOnAfter = new HashMap<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger quarantined = new AtomicInteger();
  private volatile Optional<Instant> oldest = Optional.empty();

  /**
   * Watches the outbox.
   *
   * @param patience how old an entry must be: a younger one is most likely in good hands
   */
  public OutboxRelay(
      ObjectStore store,
      Acceptance acceptance,
      Duration patience,
      MeterRegistry meters,
      InstantSource clock) {
    this.store = store;
    this.patience = patience;
    this.clock = clock;
    this.leases = new SliceLeases(store, clock);
    this.trial = new EntryTrial(store, acceptance, clock);
    PipelineMeter.OUTBOX_PENDING.gauge(meters, pending, AtomicInteger::get);
    PipelineMeter.OUTBOX_QUARANTINED.gauge(meters, quarantined, AtomicInteger::get);
    PipelineMeter.OUTBOX_OLDEST_AGE.gauge(meters, this, OutboxRelay::oldestAge);
  }

  /**
   * Goes once through the slices that no other replica has taken. An entry that can't be finished
   * now stays for a later time and holds up no other; after a few failures of the store in a row
   * the rest waits, too. Not thread-safe.
   *
   * @return the entries that were finished
   * @throws StoreException if the outbox can't be listed or shared
   */
  public int sweep() throws StoreException, InterruptedException {
    Backlog backlog = Backlog.count(store, isDue(), isDueInQuarantine());
    publish(backlog);
    if (backlog.dueSlices().isEmpty()) {
      return 0;
    }
    List<Integer> slices = backlog.dueSlices().stream().boxed().collect(Collectors.toList());
    Collections.shuffle(slices); // so that replicas seldom ask for the same one
    int finished = 0;
    for (int slice : slices) {
      if (trial.nothingCanBePublished()) {
        break;
      }
      if (leases.take(slice)) {
        finished += sweep(slice);
      }
    }
    publish(Backlog.count(store, entry -> false, entry -> false));
    return finished;
  }

  private int sweep(int slice) throws StoreException, InterruptedException {
    int finished = 0;
    int storeFailures = 0;
    List<ObjectStat> entries = due(slice);
    String last = "";
    for (ObjectStat entry : entries) {
      boolean ends = !leases.holds(slice) || trial.nothingCanBePublished();
      if (ends || storeFailures == MOST_STORE_FAILURES) {
        goOnAfter.put(slice, last);
        return finished;
      }
      EntryTrial.Result result = attempt(entry);
      finished += result == EntryTrial.Result.FINISHED ? 1 : 0;
      storeFailures = result == EntryTrial.Result.STORE_FAILED ? storeFailures + 1 : 0;
      last = entry.key().startsWith(ObjectKeys.OUTBOX) ? entry.key() : last;
    }
    if (entries.size() == MOST_ENTRIES) {
      goOnAfter.put(slice, last);
    } else {
      goOnAfter.remove(slice);
    }
    return finished;
  }

  private EntryTrial.Result attempt(ObjectStat entry) throws InterruptedException {
    return entry.key().startsWith(ObjectKeys.OUTBOX)
        ? trial.outbox(entry)
        : trial.quarantined(entry);
  }

  /** What is due of a slice: from where the last sweep was cut off, then what is in quarantine. */
  private List<ObjectStat> due(int slice) throws StoreException {
    List<ObjectStat> due = new ArrayList<>();
    Predicate<ObjectStat> isDue = isDue();
    store.list(
        ObjectKeys.OUTBOX,
        goOnAfter.getOrDefault(slice, ""),
        entry -> {
          boolean ours = SliceLeases.sliceOf(entry.key()) == slice;
          if (ours && due.size() < MOST_ENTRIES && isDue.test(entry)) {
            due.add(entry);
          }
        });
    Predicate<ObjectStat> isDueInQuarantine = isDueInQuarantine();
    store.list(
        ObjectKeys.QUARANTINE,
        entry -> {
          boolean ours = SliceLeases.sliceOf(Quarantine.outboxKey(entry.key())) == slice;
          if (ours && due.size() < MOST_ENTRIES && isDueInQuarantine.test(entry)) {
            due.add(entry);
          }
        });
    return due;
  }

  private Predicate<ObjectStat> isDue() {
    Instant latest = clock.instant().minus(patience);
    return entry -> !entry.lastModified().isAfter(latest) && trial.isDue(entry.key());
  }

  private Predicate<ObjectStat> isDueInQuarantine() {
    Instant now = clock.instant();
    return entry -> Quarantine.isDue(entry, now);
  }

  private void publish(Backlog backlog) {
    pending.set(backlog.pending());
    quarantined.set(backlog.quarantined());
    oldest = backlog.oldest();
  }

  private double oldestAge() {
    return oldest
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toMillis()) / 1000.0)
        .orElse(0.0);
  }
}
