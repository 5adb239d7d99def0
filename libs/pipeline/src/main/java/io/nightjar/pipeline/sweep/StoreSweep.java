package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.UnfinishedUpload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what crashes left in the store: objects older than an age that no recording, outbox entry
 * or manifest names. What is younger, what is named, and whatever lies under a key of an unknown
 * form is left alone. Memory holds a block of a million recording ids, the ids that wait in the
 * outbox, and what was made of one recording, however large the store is.
 *
 * <p>Asks the store once for each page of a listing, once for each manifest, two to four times for
 * each claim, and for each recording four times and once for each of its manifests.
 */
public final class StoreSweep {
  private static final int BLOCK = 1_000_000;

  private final ObjectStore store;
  private final Listings listings;
  private final Artefacts artefacts;
  private final ResumableStates resumable;
  private final Instant latest;
  private final Documents documents;
  private final Entries entries;

  /**
   * Sweeps a store.
   *
   * @param age how old something must be: more than the longest upload and the longest outage take
   */
  public StoreSweep(ObjectStore store, Duration age, InstantSource clock) {
    this(store, age, clock, BLOCK);
  }

  StoreSweep(ObjectStore store, Duration age, InstantSource clock, int block) {
    this.store = store;
    this.listings = new Listings(store);
    this.artefacts = new Artefacts(store);
    this.latest = clock.instant().minus(age);
    this.resumable = new ResumableStates(store, latest);
    this.documents = new Documents(store, block);
    this.entries = new Entries(store);
  }

  /** Is told of an orphan. */
  @FunctionalInterface
  public interface Finder {
    /** May {@link #mend} it. */
    void found(Orphan orphan) throws StoreException;
  }

  /** Tells of each orphan of some kinds, one after the other; changes nothing. */
  public void find(Set<Orphan.Kind> kinds, Finder finder) throws StoreException {
    Known known = Known.read(store, latest);
    for (Orphan.Kind kind : Orphan.Kind.values()) {
      if (kinds.contains(kind)) {
        switch (kind) {
          case RAW -> findRaw(known, finder);
          case ARTEFACT -> findArtefacts(known, finder);
          case ATTEMPT -> findAttempts(known, finder);
          case CLAIM -> findClaims(known, finder);
          case UPLOAD -> findUploads(finder);
          case ENTRY -> findEntries(known, finder);
          case UNLISTED -> findUnlisted(known, finder);
          case LEFTOVER -> findLeftovers(finder);
        }
      }
    }
  }

  /**
   * Removes an orphan, if it still is one; a recording that is not listed is listed instead.
   *
   * @return whether that was done
   */
  public boolean mend(Orphan orphan) throws StoreException {
    boolean still =
        switch (orphan.kind()) {
          case RAW, CLAIM, ENTRY -> isStillUnknown(orphan);
          case ARTEFACT -> isStillUnnamed(orphan);
          case UPLOAD -> !isResumable(orphan.key());
          case UNLISTED -> entries.isUnlisted(orphan.key());
          case ATTEMPT, LEFTOVER -> true;
        };
    if (still) {
      switch (orphan.kind()) {
        case UPLOAD ->
            store.abandon(new UnfinishedUpload(orphan.key(), orphan.uploadId(), orphan.since()));
        case UNLISTED -> entries.list(orphan.key());
        case RAW, CLAIM, ENTRY, ARTEFACT, ATTEMPT, LEFTOVER -> store.delete(orphan.key());
      }
    }
    return still;
  }

  private boolean isStillUnknown(Orphan orphan) throws StoreException {
    Known known = Known.nothing(store);
    Optional<RecordingId> id =
        switch (orphan.kind()) {
          case RAW -> rawId(orphan.key());
          case ENTRY -> Entries.recordingOf(orphan.key());
          default -> known.claimant(orphan.key());
        };
    return (id.isEmpty() || !known.isAccepted(id.get()))
        && (orphan.kind() != Orphan.Kind.RAW || !isResumable(orphan.key()));
  }

  private boolean isStillUnnamed(Orphan orphan) throws StoreException {
    Optional<RecordingId> id = Artefacts.recordingOf(orphan.key());
    return id.isPresent()
        && artefacts.unnamed(artefacts.of(id.get())).stream()
            .anyMatch(object -> orphan.equals(orphan(orphan.kind(), object)));
  }

  private void findRaw(Known known, Finder finder) throws StoreException {
    documents.blocks(
        block ->
            listings.objects(
                ObjectKeys.RAW,
                object -> {
                  Optional<RecordingId> id = rawId(object.key()).filter(block::lacks);
                  if (id.isPresent()
                      && isOld(object)
                      && !known.isUnsettled(id.get())
                      && !known.isClaimed(ownerOf(object.key()), id.get())
                      && !isResumable(object.key())) {
                    finder.found(orphan(Orphan.Kind.RAW, object));
                  }
                }));
  }

  private void findEntries(Known known, Finder finder) throws StoreException {
    documents.blocks(
        block ->
            listings.objects(
                ObjectKeys.INDEX,
                entry -> {
                  Optional<RecordingId> id = Entries.recordingOf(entry.key()).filter(block::lacks);
                  if (id.isPresent() && isOld(entry) && !known.isUnsettled(id.get())) {
                    finder.found(orphan(Orphan.Kind.ENTRY, entry));
                  }
                }));
  }

  private void findUnlisted(Known known, Finder finder) throws StoreException {
    listings.objects(
        ObjectKeys.RECORDINGS,
        document -> {
          Optional<RecordingId> id = ObjectKeys.recordingOf(document.key());
          if (id.isPresent()
              && isOld(document)
              && !known.isUnsettled(id.get())
              && !known.isUnderWay(id.get())
              && entries.isUnlisted(document.key())) {
            finder.found(orphan(Orphan.Kind.UNLISTED, document));
          }
        });
  }

  private void findArtefacts(Known known, Finder finder) throws StoreException {
    List<ObjectStat> ofOne = new ArrayList<>();
    listings.objects(
        ObjectKeys.DERIVED,
        object -> {
          Optional<RecordingId> id = Artefacts.recordingOf(object.key());
          boolean another =
              !ofOne.isEmpty() && !Artefacts.recordingOf(ofOne.getFirst().key()).equals(id);
          if (another) {
            findArtefacts(known, ofOne, finder);
            ofOne.clear();
          }
          if (id.isPresent()) {
            ofOne.add(object);
          }
        });
    findArtefacts(known, ofOne, finder);
  }

  private void findArtefacts(Known known, List<ObjectStat> ofOne, Finder finder)
      throws StoreException {
    boolean isCandidate =
        ofOne.stream().anyMatch(this::isOld)
            && !known.isUnderWay(Artefacts.recordingOf(ofOne.getFirst().key()).orElseThrow());
    if (isCandidate) {
      for (ObjectStat object : artefacts.unnamed(ofOne)) {
        if (isOld(object)) {
          finder.found(orphan(Orphan.Kind.ARTEFACT, object));
        }
      }
    }
  }

  private void findAttempts(Known known, Finder finder) throws StoreException {
    listings.objects(
        ObjectKeys.ATTEMPTS,
        mark -> {
          Optional<Attempt> attempt = Attempt.of(mark.key());
          if (attempt.isPresent() && isOld(mark) && isOver(known, attempt.get())) {
            finder.found(orphan(Orphan.Kind.ATTEMPT, mark));
          }
        });
  }

  private boolean isOver(Known known, Attempt attempt) throws StoreException {
    boolean ended =
        artefacts.of(attempt.recording()).stream()
            .map(ObjectStat::key)
            .anyMatch(key -> Artefacts.isEnd(key) && attempt.hasEnded(key));
    return ended || !known.isAccepted(attempt.recording());
  }

  private void findClaims(Known known, Finder finder) throws StoreException {
    listings.objects(
        ObjectKeys.CLAIMS,
        claim -> {
          if (isOld(claim)) {
            Optional<RecordingId> id = known.claimant(claim.key());
            if (id.isEmpty() || (!known.isUnsettled(id.get()) && !known.isAccepted(id.get()))) {
              finder.found(orphan(Orphan.Kind.CLAIM, claim));
            }
          }
        });
  }

  private void findUploads(Finder finder) throws StoreException {
    listings.uploads(
        upload -> {
          boolean ours =
              upload.key().startsWith(ObjectKeys.RAW)
                  || upload.key().startsWith(ObjectKeys.DERIVED)
                  || upload.key().startsWith(ObjectKeys.CHECKS);
          if (ours && !upload.begun().isAfter(latest) && !isResumable(upload.key())) {
            finder.found(
                new Orphan(Orphan.Kind.UPLOAD, upload.key(), 0, upload.begun(), upload.uploadId()));
          }
        });
  }

  private void findLeftovers(Finder finder) throws StoreException {
    findOldUploads(finder);
    for (String prefix :
        List.of(ObjectKeys.CHECKS, ObjectKeys.OUTBOX_LEASES, ObjectKeys.UPLOAD_LEASES)) {
      listings.objects(
          prefix,
          object -> {
            if (isOld(object)) {
              finder.found(orphan(Orphan.Kind.LEFTOVER, object));
            }
          });
    }
  }

  /** What ingest has not removed of resumable uploads that have expired. */
  private void findOldUploads(Finder finder) throws StoreException {
    listings.objects(
        ObjectKeys.UPLOAD_STATES,
        object -> {
          String prefix = object.key().substring(0, object.key().lastIndexOf('/') + 1);
          if (isOld(object) && !resumable.areHeld(prefix)) {
            finder.found(orphan(Orphan.Kind.LEFTOVER, object));
          }
        });
    listings.objects(
        ObjectKeys.OPEN_UPLOADS,
        note -> {
          if (isOld(note) && !resumable.areHeld(ObjectKeys.uploadStatesOfOpen(note.key()))) {
            finder.found(orphan(Orphan.Kind.LEFTOVER, note));
          }
        });
  }

  /** Whether what lies under a key, or is on its way there, belongs to a resumable upload. */
  private boolean isResumable(String key) throws StoreException {
    Optional<RecordingId> id =
        key.startsWith(ObjectKeys.RAW) ? rawId(key) : Optional.<RecordingId>empty();
    return id.isPresent() && resumable.areHeld(ObjectKeys.uploadStatesOf(key, id.get()));
  }

  private boolean isOld(ObjectStat object) {
    return !object.lastModified().isAfter(latest);
  }

  private static Orphan orphan(Orphan.Kind kind, ObjectStat object) {
    return new Orphan(kind, object.key(), object.size(), object.lastModified(), "");
  }

  /** The recording that an upload's key names: {@code raw/…/{recordingId}.{extension}}. */
  private static Optional<RecordingId> rawId(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1);
    int dot = name.indexOf('.');
    return RecordingId.parse(dot < 0 ? name : name.substring(0, dot));
  }

  /** Group and device as they stand in an upload's key. */
  private static String ownerOf(String rawKey) {
    String rest = rawKey.substring(ObjectKeys.RAW.length());
    int group = rest.indexOf('/');
    int device = rest.indexOf('/', group + 1);
    return rest.substring(0, device + 1);
  }
}
