package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What is in work, and what the store says of single recordings. The outbox is read before the
 * documents are: an entry goes only after its document has come, so whatever is accepted in the
 * meantime is seen in the one or in the other.
 */
final class Known {
  private static final int LARGEST = 1024 * 1024;

  private final ObjectStore store;
  private final Set<RecordingId> unsettled = new HashSet<>();
  private final Set<RecordingId> underWay = new HashSet<>();
  private String claimsOwner = "";
  private Set<RecordingId> claimedByOwner = Set.of();

  private Known(ObjectStore store) {
    this.store = store;
  }

  /**
   * Reads the outbox, what is quarantined, and the marks of works.
   *
   * @param latest marks that are not younger are no sign of a work under way
   */
  static Known read(ObjectStore store, Instant latest) throws StoreException {
    Known known = new Known(store);
    // In this order: an entry that is moved into quarantine is seen before or after.
    for (String prefix : new String[] {ObjectKeys.OUTBOX, ObjectKeys.QUARANTINE}) {
      store.list(
          prefix, entry -> ObjectKeys.recordingOf(entry.key()).ifPresent(known.unsettled::add));
    }
    store.list(
        ObjectKeys.ATTEMPTS,
        mark -> {
          if (mark.lastModified().isAfter(latest)) {
            Attempt.of(mark.key()).map(Attempt::recording).ifPresent(known.underWay::add);
          }
        });
    return known;
  }

  /** Nothing is known but what the store is asked for. */
  static Known nothing(ObjectStore store) {
    return new Known(store);
  }

  /** Whether an acceptance is not finished yet. */
  boolean isUnsettled(RecordingId id) {
    return unsettled.contains(id);
  }

  /** Whether a worker has lately begun on a recording. */
  boolean isUnderWay(RecordingId id) {
    return underWay.contains(id);
  }

  /** Whether a recording has a document, or an entry that will give it one; asks the store. */
  boolean isAccepted(RecordingId id) throws StoreException {
    String entry = ObjectKeys.outbox(id);
    return isThere(entry)
        || isThere(ObjectKeys.quarantined(entry))
        || isThere(ObjectKeys.recording(id));
  }

  private boolean isThere(String key) throws StoreException {
    return store.find(key, LARGEST).isPresent();
  }

  /** The recording that a claim names. */
  Optional<RecordingId> claimant(String claimKey) throws StoreException {
    return store
        .find(claimKey, LARGEST)
        .map(body -> new String(body, StandardCharsets.UTF_8))
        .flatMap(RecordingId::parse);
  }

  /**
   * Whether a claim of the same device names a recording. A device's claims are read once, as
   * uploads come in the order of their devices.
   *
   * @param owner group and device as they stand in keys: {@code group/device/}
   */
  boolean isClaimed(String owner, RecordingId id) throws StoreException {
    if (!owner.equals(claimsOwner)) {
      Set<RecordingId> claimed = new HashSet<>();
      new Listings(store)
          .objects(
              ObjectKeys.CLAIMS + owner, claim -> claimant(claim.key()).ifPresent(claimed::add));
      claimedByOwner = claimed;
      claimsOwner = owner;
    }
    return claimedByOwner.contains(id);
  }
}
