package io.nightjar.ingest.view;

import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.stage.Work;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads recordings and what was made of them; a caller sees what they may read. Thread-safe. */
public final class Recordings {
  private static final int LARGEST_DOCUMENT = 64 * 1024;
  private static final String PROCESSING = "processing";

  /** What stages and their versions are made of; whatever else a caller asks for is not there. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

  private final ObjectStore store;
  private final Manifests manifests;

  /** Reads out of a store. */
  public Recordings(ObjectStore store) {
    this.store = store;
    this.manifests = new Manifests(store);
  }

  /**
   * A recording as it stands now.
   *
   * @throws ProblemException {@code recording-not-found} if the caller has no such recording
   */
  public RecordingView view(Caller caller, String id) throws IOException {
    Recording recording = owned(caller, id);
    List<String> order = recording.expectedStages();
    List<Manifest> ended =
        manifests.newest(recording.recordingId()).stream()
            .sorted(Comparator.comparing(manifest -> order.indexOf(manifest.stage())))
            .toList();
    Optional<Manifest> first = firstFault(ended);
    return new RecordingView(
        recording.recordingId(),
        recording.device().group(),
        recording.device().device(),
        recording.receivedAt(),
        recording.raw().mediaType(),
        recording.raw().size(),
        recording.raw().sha256(),
        status(recording, ended),
        first.flatMap(Manifest::code),
        first.flatMap(Manifest::detail),
        ended.stream().map(Recordings::stage).toList(),
        ended.stream().flatMap(m -> m.artefacts().stream().map(a -> artefact(m, a))).toList());
  }

  /**
   * Where an artefact of a stage's newest version lies.
   *
   * @throws ProblemException {@code recording-not-found} or {@code artefact-not-found}
   */
  public ObjectRef artefact(Caller caller, String id, String stage, String name)
      throws IOException {
    Recording recording = owned(caller, id);
    return manifests.newest(recording.recordingId()).stream()
        .filter(manifest -> manifest.stage().equals(stage))
        .flatMap(manifest -> object(manifest, name))
        .findFirst()
        .orElseThrow(() -> missing(stage, name));
  }

  /**
   * Where an artefact of a certain version of a stage lies.
   *
   * @throws ProblemException {@code recording-not-found} or {@code artefact-not-found}
   */
  public ObjectRef artefact(Caller caller, String id, String stage, String version, String name)
      throws IOException {
    Recording recording = owned(caller, id);
    if (!PLAIN.matcher(stage).matches() || !PLAIN.matcher(version).matches()) {
      throw missing(stage, name);
    }
    return manifests
        .find(new Work(recording.recordingId(), new StageVersion(stage, version)))
        .stream()
        .flatMap(stored -> object(stored.manifest(), name))
        .findFirst()
        .orElseThrow(() -> missing(stage, name));
  }

  private static Stream<ObjectRef> object(Manifest manifest, String name) {
    return manifest.artefacts().stream()
        .filter(artefact -> artefact.name().equals(name))
        .map(Artefact::object);
  }

  private static ProblemException missing(String stage, String name) {
    return new ProblemException(
        ProblemCode.ARTEFACT_NOT_FOUND, "no artefact " + name + " of stage " + stage);
  }

  /**
   * Where a recording's own bytes lie.
   *
   * @throws ProblemException {@code recording-not-found}
   */
  public ObjectRef raw(Caller caller, String id) throws IOException {
    return owned(caller, id).raw();
  }

  /** A foreign recording looks like one that is not there. */
  private Recording owned(Caller caller, String text) throws IOException {
    Optional<RecordingId> id = RecordingId.parse(text);
    Optional<byte[]> document =
        id.isEmpty()
            ? Optional.empty()
            : store.find(ObjectKeys.recording(id.get()), LARGEST_DOCUMENT);
    if (document.isPresent()) {
      Recording recording = Json.read(document.get(), Recording.class);
      if (Access.mayRead(caller, recording.device())) {
        return recording;
      }
    }
    throw new ProblemException(ProblemCode.RECORDING_NOT_FOUND, "no recording " + text);
  }

  /** All done and all well; or all done, with something made; or all done, for nothing. */
  private static String status(Recording recording, List<Manifest> ended) {
    Set<String> open = new HashSet<>(recording.expectedStages());
    ended.forEach(manifest -> open.remove(manifest.stage()));
    String first = recording.expectedStages().getFirst();
    boolean deadEnd =
        ended.stream().anyMatch(m -> m.stage().equals(first) && m.status() == StageStatus.REJECTED);
    if (!open.isEmpty() && !deadEnd) {
      return PROCESSING;
    }
    if (ended.stream().allMatch(m -> m.status() == StageStatus.COMPLETED)) {
      return StageStatus.COMPLETED.text();
    }
    boolean something = ended.stream().anyMatch(m -> m.status() != StageStatus.REJECTED);
    return (something ? StageStatus.PARTIAL : StageStatus.REJECTED).text();
  }

  /** The stage that says what is wrong: the first one, if several do. */
  private static Optional<Manifest> firstFault(List<Manifest> ended) {
    return ended.stream()
        .filter(manifest -> manifest.status() != StageStatus.COMPLETED)
        .findFirst();
  }

  private static RecordingView.StageView stage(Manifest manifest) {
    return new RecordingView.StageView(
        manifest.stage(), manifest.version(), manifest.status(), manifest.code());
  }

  private static RecordingView.ArtefactView artefact(Manifest manifest, Artefact artefact) {
    ObjectRef object = artefact.object();
    return new RecordingView.ArtefactView(
        manifest.stage(), artefact.name(), object.mediaType(), object.size(), object.sha256());
  }
}
