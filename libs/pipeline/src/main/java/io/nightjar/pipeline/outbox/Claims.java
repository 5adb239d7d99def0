package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who holds the claim on a device's content, and how it is taken. Thread-safe. */
public final class Claims {
  private static final int LARGEST_CLAIM = 64;

  private final ObjectStore store;

  /** Reads the claims in a store. */
  public Claims(ObjectStore store) {
    this.store = store;
  }

  /**
   * The recording that a device has sent with this content.
   *
   * @param sha256 of the content, lower-case hex
   * @return empty if there is none: a claim counts only while its recording's document stands
   */
  public Optional<Recording> recording(DeviceIdentity device, String sha256) throws IOException {
    Optional<RecordingId> holder = holder(device, sha256);
    return holder.isEmpty()
        ? Optional.empty()
        : document(holder.get()).filter(found -> found.device().equals(device));
  }

  /**
   * The recording that holds the claim on a device's content, whether its document stands or not.
   *
   * @param sha256 of the content, lower-case hex
   */
  public Optional<RecordingId> holder(DeviceIdentity device, String sha256) throws IOException {
    Optional<RecordingId> holder = heldBy(ObjectKeys.claim(device, sha256));
    return holder.isPresent() ? holder : earlierHolder(device, sha256);
  }

  /**
   * Claims a content for a recording whose upload and outbox entry stand. A claim of a recording
   * that the store has lost, as after a backup was put back in part, goes over to this one: else
   * the content could never come back. Two that take it over in the same moment may both be
   * accepted.
   *
   * @return who holds the claim now: this recording, or another that had it before
   */
  RecordingId claim(String key, RecordingId id) throws IOException {
    if (putIfAbsent(key, id)) {
      return id;
    }
    RecordingId holder = present(key);
    if (holder.equals(id) || !isLost(holder)) {
      return holder;
    }
    store.delete(key);
    return putIfAbsent(key, id) ? id : present(key);
  }

  private boolean putIfAbsent(String key, RecordingId id) throws StoreException {
    return store.putIfAbsent(key, id.toString().getBytes(StandardCharsets.US_ASCII), "text/plain");
  }

  private RecordingId present(String key) throws StoreException {
    return heldBy(key).orElseThrow(() -> new StoreException(key + " is there and is not"));
  }

  /**
   * Whether nothing is left by which a recording that holds a claim could be read or finished: it
   * has no document, and no entry with an upload. The document is looked for again after the entry,
   * which goes when the document stands.
   */
  boolean isLost(RecordingId holder) throws IOException {
    String document = ObjectKeys.recording(holder);
    return !store.has(document) && !isToBeFinished(holder) && !store.has(document);
  }

  private boolean isToBeFinished(RecordingId holder) throws IOException {
    String key = ObjectKeys.outbox(holder);
    Optional<byte[]> entry = store.find(key, Acceptance.LARGEST_ENTRY);
    if (entry.isEmpty()) {
      entry = store.find(ObjectKeys.quarantined(key), Acceptance.LARGEST_ENTRY);
    }
    return entry.isPresent()
        && store.has(Json.read(entry.get(), OutboxEntry.class).recording().raw().key());
  }

  /** The recording that a claim names. */
  Optional<RecordingId> heldBy(String claimKey) throws StoreException {
    return store
        .find(claimKey, LARGEST_CLAIM)
        .map(body -> new String(body, StandardCharsets.US_ASCII))
        .flatMap(RecordingId::parse);
  }

  /**
   * The same where the first release put it. A store that folds case may show another device's
   * claim there, so the recording has to be the device's own.
   */
  Optional<RecordingId> earlierHolder(DeviceIdentity device, String sha256) throws IOException {
    Optional<String> key = ObjectKeys.earlierClaim(device, sha256);
    Optional<RecordingId> holder = key.isEmpty() ? Optional.empty() : heldBy(key.get());
    if (holder.isEmpty()) {
      return holder;
    }
    boolean own = document(holder.get()).filter(r -> r.device().equals(device)).isPresent();
    return own ? holder : Optional.empty();
  }

  private Optional<Recording> document(RecordingId id) throws IOException {
    Optional<byte[]> document = store.find(ObjectKeys.recording(id), Acceptance.LARGEST_ENTRY);
    return document.isEmpty()
        ? Optional.empty()
        : Optional.of(Json.read(document.get(), Recording.class));
  }
}
