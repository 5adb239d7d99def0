package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.RecordedTime;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The manifests in the store. */
public final class Manifests {
  private static final int LARGEST = 256 * 1024;
  private static final String MEDIA_TYPE = "application/json";

  private final ObjectStore store;

  /** Manifests in a store. */
  public Manifests(ObjectStore store) {
    this.store = store;
  }

  /**
   * A manifest as it stands in the store.
   *
   * @param manifest what it says
   * @param object where it lies
   */
  public record Stored(Manifest manifest, ObjectRef object) {}

  /**
   * The manifest of a work, if it has ended.
   *
   * @throws BrokenContractException if what stands there is no manifest
   */
  public Optional<Stored> find(Work work) throws StoreException {
    StageVersion version = work.version();
    return find(ObjectKeys.manifest(work.recording(), version.stage(), version.version()));
  }

  /**
   * A manifest as it would stand in the store. It has gone through its JSON form, so that what is
   * said of it now and what a later reader says of it are the same bytes.
   */
  Stored draft(Manifest manifest) {
    String key = ObjectKeys.manifest(manifest.recordingId(), manifest.stage(), manifest.version());
    try {
      Manifest read = Json.read(Json.document(manifest), Manifest.class);
      return new Stored(read, reference(key, Json.document(read)));
    } catch (IOException e) {
      throw new IllegalArgumentException("a manifest that can't be read again: " + key, e);
    }
  }

  /** Commits a stage; where another worker was faster, its manifest stands and is returned. */
  public Stored commit(Manifest manifest) throws StoreException {
    Stored draft = draft(manifest);
    String key = draft.object().key();
    if (store.putIfAbsent(key, Json.document(draft.manifest()), MEDIA_TYPE)) {
      return draft;
    }
    return find(key)
        .orElseThrow(() -> new StoreException(key + " was removed while it was written"));
  }

  /**
   * Notes that a work was given up; its manifest, should it ever have one, goes before.
   *
   * @param rejection the fault's code and detail in the form of a rejection
   */
  void giveUp(Manifest rejection) throws StoreException {
    store.put(givenUpKey(rejection.work()), Json.document(rejection), MEDIA_TYPE);
  }

  /** What was noted when a work was given up, if it was. */
  public Optional<Manifest> givenUp(Work work) throws StoreException {
    return find(givenUpKey(work)).map(Stored::manifest);
  }

  /** Lets a work that was given up be taken again. */
  public void takeBack(Work work) throws StoreException {
    store.delete(givenUpKey(work));
  }

  private static String givenUpKey(Work work) {
    StageVersion version = work.version();
    return ObjectKeys.deadEnd(work.recording(), version.stage(), version.version());
  }

  /**
   * The newest manifest of each stage that recordings pass; where a stage has none but has given
   * the recording up, what it noted then: a rejection with the dead letter's cause as its code. Of
   * {@link Renders} none is read, however many there are.
   */
  public List<Manifest> newest(RecordingId recording) throws StoreException {
    List<String> committed = new ArrayList<>();
    List<String> deadEnds = new ArrayList<>();
    String renders = ObjectKeys.derived(recording) + Renders.STAGE + "/";
    store.list(
        ObjectKeys.derived(recording),
        object -> {
          if (object.key().startsWith(renders)) {
            return;
          }
          if (object.key().endsWith("/manifest.json")) {
            committed.add(object.key());
          } else if (object.key().endsWith("/dead-end.json")) {
            deadEnds.add(object.key());
          }
        });
    Map<String, Manifest> newest = new LinkedHashMap<>();
    for (List<String> keys : List.of(committed, deadEnds)) {
      for (Manifest manifest : newestFirst(keys)) {
        newest.putIfAbsent(manifest.stage(), manifest);
      }
    }
    return List.copyOf(newest.values());
  }

  /**
   * When a recording began, as far as is known by now. It knows best itself; then its sender; then
   * there is only the receipt.
   *
   * @param newest the newest manifest of each of its stages
   */
  public static RecordedTime recorded(Recording recording, List<Manifest> newest) {
    return newest.stream()
        .sorted(Comparator.comparing(manifest -> recording.placeOf(manifest.stage())))
        .flatMap(manifest -> manifest.recorded().stream())
        .findFirst()
        .orElseGet(recording::recordedByReceipt);
  }

  private List<Manifest> newestFirst(List<String> keys) throws StoreException {
    List<Manifest> manifests = new ArrayList<>();
    for (String key : keys) {
      find(key).map(Stored::manifest).ifPresent(manifests::add);
    }
    manifests.sort(Comparator.comparing(Manifest::createdAt).reversed());
    return manifests;
  }

  private Optional<Stored> find(String key) throws StoreException {
    Optional<byte[]> json = store.find(key, LARGEST);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    try {
      Manifest manifest = Json.read(json.get(), Manifest.class);
      return Optional.of(new Stored(manifest, reference(key, json.get())));
    } catch (IOException e) {
      throw new BrokenContractException("unreadable-document", key + " is no manifest", e);
    }
  }

  private ObjectRef reference(String key, byte[] json) {
    return new ObjectRef(store.bucket(), key, json.length, Sha256.of(json), MEDIA_TYPE);
  }
}
