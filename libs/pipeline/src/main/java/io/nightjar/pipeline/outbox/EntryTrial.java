package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to finish one entry, and sees to it that one that fails is in nobody's way. */
final class EntryTrial {
  private static final Logger LOG = LoggerFactory.getLogger(EntryTrial.class);

  /** So often, over about an hour, before an entry is quarantined. */
  static final int MOST_FAILURES = 8;

  /** No replica goes on with an upload after that; leaves room for clocks that differ. */
  static final Duration NO_LONGER_STORED = Acceptance.LONGEST_STORING.multipliedBy(3);

  private final Acceptance acceptance;
  private final Quarantine quarantine;
  private final InstantSource clock;
  private final WaitingEntries waiting = new WaitingEntries();
  private final TopicRests topics = new TopicRests();

  EntryTrial(ObjectStore store, Acceptance acceptance, InstantSource clock) {
    this.acceptance = acceptance;
    this.quarantine = new Quarantine(store);
    this.clock = clock;
  }

  /** What became of an entry. */
  enum Result {
    /** It is finished, and gone. */
    FINISHED,
    /** It was gone already. */
    GONE,
    /** It stays where it is, for later. */
    WAITS,
    /** It stays, because the store failed. */
    STORE_FAILED,
    /** It is in quarantine now. */
    QUARANTINED
  }

  /** Whether an entry in the outbox may be tried now, as far as this replica remembers. */
  boolean isDue(String key) {
    Instant now = clock.instant();
    Optional<WaitingEntries.Wait> wait = waiting.of(key);
    return wait.isEmpty()
        || (!now.isBefore(wait.get().until())
            && wait.get().kind().filter(kind -> topics.rests(kind, now)).isEmpty());
  }

  /** Whether no topic takes events at present. */
  boolean nothingCanBePublished() {
    return topics.allRest(clock.instant());
  }

  /** Tries an entry of the outbox. */
  Result outbox(ObjectStat object) throws InterruptedException {
    String key = object.key();
    Optional<MediaKind> kind = Optional.empty();
    try {
      if (object.size() > Acceptance.LARGEST_ENTRY) {
        throw new UnreadableEntryException(key, "it has " + object.size() + " bytes");
      }
      Optional<OutboxEntry> entry = acceptance.read(key, key);
      if (entry.isEmpty()) {
        waiting.forget(key);
        return Result.GONE;
      }
      kind = Optional.of(entry.get().recording().kind());
      if (topics.rests(kind.get(), clock.instant())) {
        waiting.waitsForTopic(key, clock.instant(), kind.get());
        return Result.WAITS;
      }
      finish(entry.get());
      waiting.forget(key);
      LOG.atInfo().addKeyValue("entry", key).log("Finished an interrupted acceptance");
      return Result.FINISHED;
    } catch (UnreadableEntryException e) {
      return quarantine(key, e);
    } catch (UploadMissingException e) {
      return withoutUpload(object);
    } catch (PublicationException e) {
      topics.failed(kind.orElseThrow(), clock.instant());
      return failed(key, kind, e, Result.WAITS);
    } catch (IOException e) {
      return failed(key, kind, e, Result.STORE_FAILED);
    } catch (RuntimeException e) {
      return failed(key, kind, e, Result.WAITS);
    }
  }

  /**
   * Its replica is at work still, or ended before the upload was in the store. Then no camera was
   * told of it, and once no replica can be at work any more the entry goes.
   */
  private Result withoutUpload(ObjectStat object) {
    if (object.lastModified().plus(NO_LONGER_STORED).isAfter(clock.instant())) {
      return Result.WAITS;
    }
    try {
      acceptance.withdraw(object.key());
    } catch (StoreException e) {
      return Result.STORE_FAILED;
    }
    waiting.forget(object.key());
    LOG.atInfo().addKeyValue("entry", object.key()).log("Removed the entry of a failed upload");
    return Result.GONE;
  }

  /** Tries an entry that is in quarantine once more. */
  Result quarantined(ObjectStat object) throws InterruptedException {
    String key = object.key();
    try {
      Optional<OutboxEntry> entry = acceptance.read(Quarantine.outboxKey(key), key);
      if (entry.isPresent()) {
        finish(entry.get());
        quarantine.remove(key);
        LOG.atInfo().addKeyValue("entry", key).log("Finished an acceptance out of quarantine");
        return Result.FINISHED;
      }
      return Result.GONE;
    } catch (StoreException e) {
      return Result.STORE_FAILED;
    } catch (IOException | RuntimeException e) {
      LOG.atDebug()
          .addKeyValue("entry", key)
          .addKeyValue("cause", String.valueOf(e))
          .log("An entry stays in quarantine");
      return rest(key);
    }
  }

  private Result rest(String key) {
    try {
      quarantine.rest(key);
      return Result.WAITS;
    } catch (StoreException e) {
      return Result.STORE_FAILED;
    }
  }

  private void finish(OutboxEntry entry) throws IOException, InterruptedException {
    switch (acceptance.resume(entry)) {
      case Acceptance.Accepted _ -> topics.succeeded(entry.recording().kind(), clock.instant());
      case Acceptance.Duplicate _ -> {}
    }
  }

  private Result failed(String key, Optional<MediaKind> kind, Exception cause, Result otherwise) {
    WaitingEntries.Wait wait = waiting.failed(key, clock.instant(), kind);
    LOG.atWarn()
        .addKeyValue("entry", key)
        .addKeyValue("failures", wait.failures())
        .addKeyValue("until", wait.until())
        .addKeyValue("cause", String.valueOf(cause))
        .log("An interrupted acceptance waits");
    return wait.failures() >= MOST_FAILURES && isToBlame(wait, cause)
        ? quarantine(key, cause)
        : otherwise;
  }

  /** An entry is not to blame for a topic that takes no other either. */
  private boolean isToBlame(WaitingEntries.Wait wait, Exception cause) {
    return !(cause instanceof PublicationException)
        || wait.kind().filter(kind -> topics.hasSucceededSince(kind, wait.since())).isPresent();
  }

  private Result quarantine(String key, Exception cause) {
    try {
      quarantine.add(key);
    } catch (ObjectMissingException e) {
      return Result.GONE;
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("entry", key)
          .addKeyValue("cause", String.valueOf(e))
          .log("An outbox entry can't be quarantined now");
      return Result.STORE_FAILED;
    }
    waiting.forget(key);
    LOG.atError()
        .addKeyValue("entry", ObjectKeys.quarantined(key))
        .addKeyValue("cause", String.valueOf(cause))
        .log("An outbox entry is in quarantine; it is kept there and tried again every hour");
    return Result.QUARANTINED;
  }
}
