package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after uploads whose senders do not: finishes those of which all bytes have come, gives up
 * those that have expired, and forgets what has ended long ago. One replica does so in each slot of
 * time; two that do so at once do no harm. Not thread-safe.
 */
final class UploadSweep {
  private static final Logger LOG = LoggerFactory.getLogger(UploadSweep.class);

  /** Whoever writes the note of an upload writes its first state right behind. */
  private static final Duration CREATED = Duration.ofHours(1);

  /** Until then whoever sent the last byte is most likely at it. */
  private static final Duration FINISHED = Duration.ofSeconds(30);

  /** How long an upload that has expired is still known. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  private static final int MOST_FAILURES = 3;

  private final ObjectStore store;
  private final UploadStates states;
  private final UploadEndings endings;
  private final Completion completion;
  private final UploadRules rules;
  private final InstantSource clock;
  private int failures;

  UploadSweep(
      ObjectStore store,
      UploadStates states,
      UploadEndings endings,
      Completion completion,
      UploadRules rules,
      InstantSource clock) {
    this.store = store;
    this.states = states;
    this.endings = endings;
    this.completion = completion;
    this.rules = rules;
    this.clock = clock;
  }

  /** Goes once through all uploads, unless another replica has done so in this slot of time. */
  void run() throws IOException, InterruptedException {
    Instant now = clock.instant();
    if (!lease(now)) {
      return;
    }
    List<ObjectStat> open = new ArrayList<>();
    store.list(ObjectKeys.OPEN_UPLOADS, open::add);
    failures = 0;
    for (ObjectStat note : open) {
      each(note.key(), () -> look(note, now));
    }
    for (String prefix : prefixesOfOld(now)) {
      each(prefix, () -> forget(prefix));
    }
  }

  /** What is done for one upload. */
  @FunctionalInterface
  private interface Deed {
    void run() throws IOException, InterruptedException, OvertakenException;
  }

  /** One upload that fails holds up no other; several, and it is the store or the log that does. */
  private void each(String key, Deed deed) throws IOException, InterruptedException {
    try {
      deed.run();
    } catch (OvertakenException e) {
      LOG.atDebug().addKeyValue("key", key).log("An upload is in other hands");
    } catch (IOException e) {
      failures++;
      if (failures == MOST_FAILURES) {
        throw e;
      }
      LOG.atWarn().addKeyValue("key", key).setCause(e).log("An upload waits for the next sweep");
    }
  }

  private boolean lease(Instant now) throws StoreException {
    long slot = Math.floorDiv(now.toEpochMilli(), rules.sweepEvery().toMillis());
    if (!store.putIfAbsent(ObjectKeys.uploadLease(slot), new byte[0], "text/plain")) {
      return false;
    }
    String latest = ObjectKeys.uploadLease(slot - 1);
    List<String> old = new ArrayList<>();
    store.list(
        ObjectKeys.UPLOAD_LEASES,
        lease -> {
          if (lease.key().compareTo(latest) < 0) {
            old.add(lease.key());
          }
        });
    for (String key : old) {
      store.delete(key);
    }
    return true;
  }

  private void look(ObjectStat note, Instant now)
      throws IOException, InterruptedException, OvertakenException {
    Optional<Revision> found = states.find(ObjectKeys.uploadStatesOfOpen(note.key()));
    if (found.isEmpty()) {
      if (note.lastModified().isBefore(now.minus(CREATED))) {
        store.delete(note.key());
      }
      return;
    }
    Revision revision = found.get();
    UploadState state = revision.state();
    if (state.ending().isPresent()) {
      endings.removeRest(revision);
    } else if (state.receipt().isPresent()) {
      if (state.receipt().get().at().isBefore(now.minus(FINISHED))) {
        completion.finish(revision);
      }
    } else if (!now.isBefore(state.announced().expiresAt())) {
      endings.givenUp(revision, UploadEndings.Why.EXPIRED, "it has expired");
    }
  }

  private Set<String> prefixesOfOld(Instant now) throws StoreException {
    Instant latest = now.minus(rules.life()).minus(REMEMBERED);
    Set<String> old = new LinkedHashSet<>();
    store.list(
        ObjectKeys.UPLOAD_STATES,
        object -> {
          String prefix = object.key().substring(0, object.key().lastIndexOf('/') + 1);
          String name = prefix.substring(0, prefix.length() - 1);
          RecordingId.parse(name.substring(name.lastIndexOf('/') + 1))
              .filter(id -> id.givenAt().isBefore(latest))
              .ifPresent(id -> old.add(prefix));
        });
    return old;
  }

  /** One that has not ended, whatever the reason, has lost its note; it ends now. */
  private void forget(String prefix) throws IOException, InterruptedException, OvertakenException {
    Optional<Revision> found = states.find(prefix);
    if (found.isPresent() && found.get().state().ending().isEmpty()) {
      if (found.get().state().receipt().isPresent()) {
        completion.finish(found.get());
      } else {
        endings.givenUp(found.get(), UploadEndings.Why.EXPIRED, "it has expired");
      }
    }
    List<String> rest = new ArrayList<>();
    store.list(prefix, object -> rest.add(object.key()));
    for (String key : rest) {
      store.delete(key);
    }
  }
}
