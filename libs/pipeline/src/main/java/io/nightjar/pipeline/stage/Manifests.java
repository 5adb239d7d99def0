package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.StageCompleted;
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
  private static final String MANIFEST = "/manifest.json";
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
  public record Stored(Manifest manifest, ObjectRef object) {

    /** What the event says that announces it. */
    public StageCompleted completed() {
      return new StageCompleted(
          manifest.recordingId(),
          manifest.device(),
          manifest.source(),
          manifest.stage(),
          manifest.version(),
          manifest.status(),
          manifest.code(),
          object,
          manifest.artefacts(),
          manifest.recorded(),
          manifest.summary());
    }
  }

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
   * {@link Renders} and {@link Answers} none is read, however many there are.
   */
  public List<Manifest> newest(RecordingId recording) throws StoreException {
    return newest(keys(recording));
  }

  /**
   * How a recording stands.
   *
   * @param newest see {@link #newest}
   * @param answers the manifests of {@link Answers} about it, the newest first
   */
  public record Standing(List<Manifest> newest, List<Manifest> answers) {
    public Standing {
      newest = List.copyOf(newest);
      answers = List.copyOf(answers);
    }
  }

  /** How a recording stands, by one look at what was made of it. */
  public Standing standing(RecordingId recording) throws StoreException {
    Keys keys = keys(recording);
    return new Standing(
        newest(keys),
        newestFirst(keys.answers().subList(0, Math.min(keys.answers().size(), Answers.MOST))));
  }

  /** Keys of manifests, of notes that a work was given up, and of the manifests of answers. */
  private record Keys(List<String> committed, List<String> deadEnds, List<String> answers) {}

  private Keys keys(RecordingId recording) throws StoreException {
    Keys keys = new Keys(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    String renders = ObjectKeys.derived(recording) + Renders.STAGE + "/";
    String answers = ObjectKeys.derived(recording) + Answers.STAGE + "/";
    store.list(
        ObjectKeys.derived(recording),
        object -> {
          String key = object.key();
          if (key.startsWith(renders)) {
            return;
          }
          if (key.endsWith(MANIFEST)) {
            (key.startsWith(answers) ? keys.answers() : keys.committed()).add(key);
          } else if (key.endsWith("/dead-end.json") && !key.startsWith(answers)) {
            keys.deadEnds().add(key);
          }
        });
    return keys;
  }

  private List<Manifest> newest(Keys keys) throws StoreException {
    Map<String, Manifest> newest = new LinkedHashMap<>();
    for (List<String> each : List.of(keys.committed(), keys.deadEnds())) {
      for (Manifest manifest : newestFirst(each)) {
        newest.putIfAbsent(manifest.stage(), manifest);
      }
    }
    return List.copyOf(newest.values());
  }

  /** How many answers about a recording are kept. */
  int answers(RecordingId recording) throws StoreException {
    return keysOf(recording, Answers.STAGE).size();
  }

  /** The manifests of all versions of a stage. */
  List<Stored> of(RecordingId recording, String stage) throws StoreException {
    List<Stored> found = new ArrayList<>();
    for (String key : keysOf(recording, stage)) {
      find(key).ifPresent(found::add);
    }
    return found;
  }

  private List<String> keysOf(RecordingId recording, String stage) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(
        ObjectKeys.derived(recording) + stage + "/",
        object -> {
          if (object.key().endsWith(MANIFEST)) {
            keys.add(object.key());
          }
        });
    return keys;
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
