package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.Aside;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import io.nightjar.pipeline.trace.Tracing;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an upload into an accepted recording, in steps that a crash may interrupt anywhere. While
 * the upload is on its way into the store, an outbox entry is written ({@link #begin}). Once both
 * stand, the recording's document is written and the content is claimed, at the same time; then the
 * recording is durable, and there is no other of its content. At last the event is published and
 * the entry removed. From the entry on, {@link OutboxRelay} finishes with the same steps what was
 * interrupted; taking them twice, even at once, has the effect of once. Thread-safe.
 */
public final class Acceptance {
  private static final String JSON = "application/json";
  static final int LARGEST_ENTRY = 64 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(Acceptance.class);
  private static final String STEP = "received/1";

  /** From an entry to the claim. */
  static final Duration LONGEST_STORING = Duration.ofMinutes(5);

  private final ObjectStore store;
  private final RecordingIndex index;
  private final Claims claims;
  private final Announcer announcer;
  private final String source;
  private final ExpectedStages stages;

  /**
   * Accepts into a store.
   *
   * @param service the name of the service that speaks
   * @param stages that recordings are to pass, which their documents note
   */
  public Acceptance(
      ObjectStore store, EventPublisher publisher, String service, ExpectedStages stages) {
    this(store, publisher::publish, service, stages);
  }

  Acceptance(ObjectStore store, Announcer announcer, String service, ExpectedStages stages) {
    this.store = store;
    this.index = new RecordingIndex(store);
    this.claims = new Claims(store);
    this.announcer = announcer;
    this.source = "/nightjar/" + service;
    this.stages = stages;
  }

  /** Publishes, and returns when the event is durable. */
  @FunctionalInterface
  interface Announcer {
    void publish(String topic, Event<?> event) throws IOException, InterruptedException;
  }

  /** What became of an upload. */
  public sealed interface Outcome {
    /** The recording under which the content is kept. */
    RecordingId recordingId();
  }

  /** The upload is a recording of its own. */
  public record Accepted(RecordingId recordingId) implements Outcome {}

  /** The same device has sent the same content before; the upload is gone again. */
  public record Duplicate(RecordingId recordingId) implements Outcome {}

  /**
   * Accepts a recording whose upload is in the store. When this returns, the recording would
   * survive a crash and its event is published. May be called again after it threw.
   *
   * @throws IOException if the store or the broker failed. The recording may be durable by then, so
   *     the caller leaves the upload where it is: the relay will finish, and the next try with the
   *     same content will be a duplicate of it
   */
  public Outcome accept(Recording recording, TraceContext trace)
      throws IOException, InterruptedException {
    Begun begun = begin(recording, trace);
    Outcome outcome = begun.finish();
    if (outcome instanceof Accepted) {
      announce(begun.entry);
    }
    return outcome;
  }

  /**
   * Begins to accept a recording that is whole, while its upload may be on its way into the store
   * still. Does not wait, and never throws: {@link Begun#finish} does.
   */
  public Begun begin(Recording recording, TraceContext trace) {
    Recording expecting = recording.expecting(stages.of(recording.kind()));
    return new Begun(new OutboxEntry(expecting, trace.traceparent()));
  }

  /** An acceptance on its way; for one thread. */
  public final class Begun {
    private final OutboxEntry entry;
    private final long began = System.nanoTime();
    private final Aside<Boolean> noted;
    private final Optional<Aside<Optional<RecordingId>>> earlier;

    private Begun(OutboxEntry entry) {
      this.entry = entry;
      Recording recording = entry.recording();
      this.noted = Aside.start(() -> note(entry));
      this.earlier =
          ObjectKeys.earlierClaim(recording.device(), recording.raw().sha256())
              .map(
                  _ ->
                      Aside.start(
                          () ->
                              claims.earlierHolder(recording.device(), recording.raw().sha256())));
    }

    /**
     * Goes on once the upload is in the store. When this returns, the recording would survive a
     * crash, and so would that its event is to be published.
     *
     * @throws IOException as {@link #accept}
     */
    public Outcome finish() throws IOException, InterruptedException {
      noted.join();
      Optional<RecordingId> holder = earlier.isPresent() ? earlier.get().join() : Optional.empty();
      if (System.nanoTime() - began > LONGEST_STORING.toNanos()) {
        // The relay will believe that its replica is dead, and withdraw the entry.
        throw new StoreException("storing " + entry.recording().raw().key() + " took too long");
      }
      return told(
          entry.recording(),
          holder.isPresent() ? duplicate(entry.recording(), holder.get()) : settle(entry));
    }

    /**
     * Publishes the event of what {@link #finish} has accepted, and leaves the entry ({@link #key})
     * for its caller to remove.
     *
     * @throws IOException if that failed; the relay will do it
     */
    void publish() throws IOException, InterruptedException {
      Acceptance.this.publish(entry);
    }

    /** Where the entry stands. */
    String key() {
      return ObjectKeys.outbox(entry.recording().recordingId());
    }
  }

  private static Outcome told(Recording recording, Outcome outcome) {
    LOG.atInfo()
        .addKeyValue("recording", outcome.recordingId())
        .addKeyValue("group", recording.device().group())
        .addKeyValue("device", recording.device().device())
        .addKeyValue("mediaType", recording.raw().mediaType())
        .addKeyValue("bytes", recording.raw().size())
        .log(
            switch (outcome) {
              case Accepted _ -> "A recording was accepted";
              case Duplicate _ -> "A recording was there already";
            });
    return outcome;
  }

  private boolean note(OutboxEntry entry) throws StoreException {
    store.put(ObjectKeys.outbox(entry.recording().recordingId()), Json.document(entry), JSON);
    return true;
  }

  /**
   * Reads an entry, from the outbox or from quarantine; empty if it is finished.
   *
   * @param name the key that it has in the outbox
   * @param key the key that it has now
   * @throws UnreadableEntryException if what lies there is no entry of this name
   */
  Optional<OutboxEntry> read(String name, String key) throws IOException {
    Optional<byte[]> json = store.find(key, LARGEST_ENTRY);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    OutboxEntry entry;
    try {
      entry = Json.read(json.get(), OutboxEntry.class);
    } catch (IOException e) {
      throw new UnreadableEntryException(key, e);
    }
    if (!ObjectKeys.outbox(entry.recording().recordingId()).equals(name)) {
      throw new UnreadableEntryException(key, "it is that of another recording");
    }
    return Optional.of(entry);
  }

  /**
   * Finishes what a crash has interrupted.
   *
   * @throws PublicationException if the message log did not take the event
   * @throws UploadMissingException if the upload is not in the store, and was not claimed: its
   *     replica ended, or is at work still
   * @throws ObjectMissingException if the upload is not in the store, though it was accepted;
   *     nothing is announced then
   */
  Outcome resume(OutboxEntry entry) throws IOException, InterruptedException {
    Recording recording = entry.recording();
    Optional<RecordingId> holder = holder(recording);
    boolean claimed = holder.filter(recording.recordingId()::equals).isPresent();
    if (holder.isPresent() && !claimed && !claims.isLost(holder.get())) {
      return duplicate(recording, holder.get());
    }
    requireUpload(recording, claimed);
    try (var _ = Tracing.resume("finish an acceptance", trace(entry))) {
      Outcome outcome = settle(entry);
      if (outcome instanceof Accepted) {
        announce(entry);
      }
      return outcome;
    }
  }

  /** Removes the entry of an upload that never came into the store. */
  void withdraw(String entry) throws StoreException {
    store.delete(entry);
  }

  /** An entry alone does not prove an upload: it is written while that is on its way. */
  private void requireUpload(Recording recording, boolean claimed) throws IOException {
    String key = recording.raw().key();
    if (!store.has(key)) {
      throw claimed ? new ObjectMissingException(key) : new UploadMissingException(key);
    }
  }

  private static TraceContext trace(OutboxEntry entry) {
    return TraceContext.parse(entry.traceparent()).orElseGet(TraceContext::current);
  }

  /**
   * What makes a recording of an upload and an entry that both stand. A claim must not come before
   * them: whoever finds it deletes the only copy. It may come a moment before the document.
   */
  private Outcome settle(OutboxEntry entry) throws IOException, InterruptedException {
    Recording recording = entry.recording();
    RecordingId id = recording.recordingId();
    Aside<RecordingId> claim = Aside.start(() -> claim(recording));
    try {
      store.put(ObjectKeys.recording(id), Json.document(recording), JSON);
    } catch (StoreException e) {
      claim.join();
      throw e;
    }
    RecordingId winner = claim.join();
    return winner.equals(id) ? new Accepted(id) : duplicate(recording, winner);
  }

  private void announce(OutboxEntry entry) throws IOException, InterruptedException {
    publish(entry);
    store.delete(ObjectKeys.outbox(entry.recording().recordingId()));
  }

  private void publish(OutboxEntry entry) throws IOException, InterruptedException {
    Recording recording = entry.recording();
    // Before the event: a stage that finds another time in the recording moves it.
    index.add(RecordingIndex.Entry.of(recording), recording.recordedByReceipt().at());
    try {
      announcer.publish(Topics.received(recording.kind()), received(recording, trace(entry)));
    } catch (IOException e) {
      throw new PublicationException(e);
    }
  }

  /** Removes what the loser of a claim has stored, the entry last. */
  private Outcome duplicate(Recording recording, RecordingId winner) throws StoreException {
    store.delete(recording.raw().key());
    store.delete(ObjectKeys.recording(recording.recordingId()));
    store.delete(ObjectKeys.outbox(recording.recordingId()));
    return new Duplicate(winner);
  }

  private Event<RecordingReceived> received(Recording recording, TraceContext trace) {
    return new Event<>(
        EventIds.of(EventType.RECORDING_RECEIVED, recording.recordingId(), STEP),
        EventType.RECORDING_RECEIVED,
        source,
        recording.receivedAt(),
        trace,
        RecordingReceived.of(recording));
  }

  private RecordingId claim(Recording recording) throws IOException {
    return claims.claim(
        ObjectKeys.claim(recording.device(), recording.raw().sha256()), recording.recordingId());
  }

  /**
   * The recording that holds the claim on the same device's same content: this one if it was
   * accepted, another if that had come before; empty if nobody has claimed it yet.
   */
  public Optional<RecordingId> holder(Recording recording) throws IOException {
    return claims.holder(recording.device(), recording.raw().sha256());
  }
}
