package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.event.TraceContext;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
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
  private static final int LARGEST_ENTRY = 64 * 1024;
  private static final int LARGEST_CLAIM = 64;
  private static final String STEP = "received/1";

  private final ObjectStore store;
  private final EventPublisher publisher;
  private final String source;

  /**
   * Accepts into a store.
   *
   * @param service the name of the service that speaks
   */
  public Acceptance(ObjectStore store, EventPublisher publisher, String service) {
    this.store = store;
    this.publisher = publisher;
    this.source = "/nightjar/" + service;
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

  /** Finishes what a crash has interrupted, if it is not finished. */
  void resume(String outboxKey) throws IOException, InterruptedException {
    Optional<byte[]> json = store.find(outboxKey, LARGEST_ENTRY);
    if (json.isEmpty()) {
      return;
    }
    OutboxEntry entry = Json.read(json.get(), OutboxEntry.class);
    Recording recording = entry.recording();
    if (holder(recording).filter(holder -> !holder.equals(recording.recordingId())).isPresent()) {
      remove(recording);
    } else {
      settle(entry);
    }
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
    TraceContext trace = TraceContext.parse(entry.traceparent()).orElseGet(TraceContext::begin);
    publisher.publish(Topics.received(recording.kind()), received(recording, trace));
    store.delete(ObjectKeys.outbox(id));
    return new Accepted(id);
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
    return store.putIfAbsent(claimKey(recording), body, "text/plain")
        ? id
        : holder(recording)
            .orElseThrow(() -> new StoreException(claimKey(recording) + " is there and is not"));
  }

  /** The recording that holds the claim on the same device's same content. */
  private Optional<RecordingId> holder(Recording recording) throws StoreException {
    return store
        .find(claimKey(recording), LARGEST_CLAIM)
        .map(body -> new String(body, StandardCharsets.US_ASCII))
        .flatMap(RecordingId::parse);
  }

  private static String claimKey(Recording recording) {
    return ObjectKeys.claim(recording.device(), recording.raw().sha256());
  }
}
