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
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import io.nightjar.pipeline.trace.Tracing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Turns a stored upload into an accepted recording, in steps that a crash may interrupt anywhere:
 * an outbox entry and the recording's document are written, the content is claimed, the event is
 * published, the entry is removed. From the entry on, {@link OutboxRelay} finishes with the same
 * steps what was interrupted; taking them twice, even at once, has the effect of once. Thread-safe.
 */
public final class Acceptance {
  private static final String JSON = "application/json";
  static final int LARGEST_ENTRY = 64 * 1024;
  private static final String STEP = "received/1";

  private final ObjectStore store;
  private final RecordingIndex index;
  private final Claims claims;
  private final Announcer announcer;
  private final String source;

  /**
   * Accepts into a store.
   *
   * @param service the name of the service that speaks
   */
  public Acceptance(ObjectStore store, EventPublisher publisher, String service) {
    this(store, publisher::publish, service);
  }

  Acceptance(ObjectStore store, Announcer announcer, String service) {
    this.store = store;
    this.index = new RecordingIndex(store);
    this.claims = new Claims(store);
    this.announcer = announcer;
    this.source = "/nightjar/" + service;
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
    Optional<RecordingId> holder = holder(recording);
    if (holder.isPresent() && !holder.get().equals(recording.recordingId())) {
      store.delete(recording.raw().key());
      return new Duplicate(holder.get());
    }
    OutboxEntry entry = new OutboxEntry(recording, trace.traceparent());
    store.put(ObjectKeys.outbox(recording.recordingId()), Json.document(entry), JSON);
    return settle(entry);
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
   * @throws ObjectMissingException if the upload is not in the store; nothing is announced then
   */
  Outcome resume(OutboxEntry entry) throws IOException, InterruptedException {
    Recording recording = entry.recording();
    Optional<RecordingId> winner =
        holder(recording).filter(holder -> !holder.equals(recording.recordingId()));
    if (winner.isPresent()) {
      remove(recording);
      return new Duplicate(winner.get());
    }
    requireUpload(recording);
    try (var _ = Tracing.resume("finish an acceptance", trace(entry))) {
      return settle(entry);
    }
  }

  /** A store may carry out late what its caller gave up, so an entry alone does not prove it. */
  private void requireUpload(Recording recording) throws IOException {
    store.open(recording.raw().key(), 0, 1).close();
  }

  private static TraceContext trace(OutboxEntry entry) {
    return TraceContext.parse(entry.traceparent()).orElseGet(TraceContext::current);
  }

  /**
   * The steps from the entry on. The document is there before the claim, so that whoever is told of
   * the claim's holder can look it up.
   */
  private Outcome settle(OutboxEntry entry) throws IOException, InterruptedException {
    Recording recording = entry.recording();
    RecordingId id = recording.recordingId();
    store.put(ObjectKeys.recording(id), Json.document(recording), JSON);
    RecordingId winner = claim(recording);
    if (!winner.equals(id)) {
      remove(recording);
      return new Duplicate(winner);
    }
    // Before the event: a stage that finds another time in the recording moves it.
    index.add(RecordingIndex.Entry.of(recording), recording.recordedByReceipt().at());
    announce(recording, trace(entry));
    store.delete(ObjectKeys.outbox(id));
    return new Accepted(id);
  }

  private void announce(Recording recording, TraceContext trace)
      throws PublicationException, InterruptedException {
    try {
      announcer.publish(Topics.received(recording.kind()), received(recording, trace));
    } catch (IOException e) {
      throw new PublicationException(e);
    }
  }

  /** Removes what the loser of a claim has stored, the entry last. */
  private void remove(Recording recording) throws StoreException {
    store.delete(recording.raw().key());
    store.delete(ObjectKeys.recording(recording.recordingId()));
    store.delete(ObjectKeys.outbox(recording.recordingId()));
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

  private RecordingId claim(Recording recording) throws StoreException {
    RecordingId id = recording.recordingId();
    byte[] body = id.toString().getBytes(StandardCharsets.US_ASCII);
    String key = claimKey(recording);
    return store.putIfAbsent(key, body, "text/plain")
        ? id
        : claims.heldBy(key).orElseThrow(() -> new StoreException(key + " is there and is not"));
  }

  /** The recording that holds the claim on the same device's same content. */
  private Optional<RecordingId> holder(Recording recording) throws IOException {
    return claims.holder(recording.device(), recording.raw().sha256());
  }

  private static String claimKey(Recording recording) {
    return ObjectKeys.claim(recording.device(), recording.raw().sha256());
  }
}
