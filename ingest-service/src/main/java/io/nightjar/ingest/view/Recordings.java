package io.nightjar.ingest.view;

import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.Upload;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.index.Position;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.outbox.Claims;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.stage.Work;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.registry.RecordingNumbers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads recordings and what was made of them; a caller sees what they may read. Thread-safe. */
public final class Recordings {
  private static final int LARGEST_DOCUMENT = 64 * 1024;

  /** What stages and their versions are made of; whatever else a caller asks for is not there. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");

  /** What the field's device API calls a recording. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

  private static final Pattern SHA_256 = Pattern.compile("[0-9A-Fa-f]{64}");

  /** What an id may begin with. */
  private static final Pattern BEGINNING = Pattern.compile("[0-9a-f-]{1,36}");

  /** So many recordings are looked at whose ids begin alike, as for a page of the listing. */
  private static final int ALIKE = 100;

  private final ObjectStore store;
  private final Claims claims;
  private final Manifests manifests;
  private final RecordingIndex index;
  private final RecordingNumbers numbers;

  /** Reads out of a store. */
  public Recordings(ObjectStore store) {
    this.store = store;
    this.claims = new Claims(store);
    this.manifests = new Manifests(store);
    this.index = new RecordingIndex(store);
    this.numbers = new RecordingNumbers(store);
  }

  /**
   * A recording as it stands now.
   *
   * @throws ProblemException {@code recording-not-found} if the caller has no such recording
   */
  public RecordingView view(Caller caller, String id) throws IOException {
    return view(owned(caller, id));
  }

  private RecordingView view(Recording recording) throws StoreException {
    Manifests.Standing standing = manifests.standing(recording.recordingId());
    List<Manifest> ended =
        standing.newest().stream()
            .sorted(Comparator.comparing(manifest -> recording.placeOf(manifest.stage())))
            .toList();
    Optional<Manifest> first = firstFault(ended);
    return new RecordingView(
        recording.recordingId(),
        recording.device().group(),
        recording.device().device(),
        recording.kind(),
        Manifests.recorded(recording, ended),
        recording.receivedAt(),
        recording.sender().flatMap(SenderClaims::fileName),
        recording.raw().mediaType(),
        recording.raw().size(),
        recording.raw().sha256(),
        status(recording, ended),
        first.flatMap(Manifest::code),
        first.flatMap(Manifest::detail),
        ended.stream().map(Recordings::stage).toList(),
        ended.stream().flatMap(m -> m.artefacts().stream().map(a -> artefact(m, a))).toList(),
        standing.answers().stream().map(AnswerView::of).toList(),
        timeline(recording, ended));
  }

  private static List<RecordingView.Step> timeline(Recording recording, List<Manifest> ended) {
    return Stream.concat(
            Stream.of(RecordingView.Step.received(recording.receivedAt())),
            ended.stream()
                .sorted(Comparator.comparing(Manifest::createdAt))
                .map(RecordingView.Step::ended))
        .toList();
  }

  /**
   * What a device is told that has sent this content before, without sending it again.
   *
   * @param sha256 of the content, as hex
   * @throws ProblemException {@code recording-not-found} if it has not, {@code bad-request}
   */
  public Upload known(DeviceIdentity caller, String sha256) throws IOException {
    if (!SHA_256.matcher(sha256).matches()) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "a SHA-256 has 64 hexadecimal digits");
    }
    Recording recording =
        claims
            .recording(caller, sha256.toLowerCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.RECORDING_NOT_FOUND, "no recording with SHA-256 " + sha256));
    ObjectRef raw = recording.raw();
    return new Upload(
        recording.recordingId(),
        status(recording),
        true,
        raw.mediaType(),
        raw.size(),
        raw.sha256());
  }

  /**
   * What the sender of a repeat is told: the status that the first one has by now. Of what is new
   * there is nothing to look up.
   */
  public Upload asItStands(Upload upload) throws IOException {
    Optional<byte[]> document =
        upload.duplicate()
            ? store.find(ObjectKeys.recording(upload.recordingId()), LARGEST_DOCUMENT)
            : Optional.empty();
    return document.isPresent()
        ? upload.withStatus(status(Json.read(document.get(), Recording.class)))
        : upload;
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

  /**
   * A recording of which a caller may ask for more than is made of each: whoever may read it, but
   * for readers, who do nothing but read.
   *
   * @throws ProblemException {@code recording-not-found}, {@code forbidden}
   */
  public Recording renderable(Caller caller, String id) throws IOException {
    Recording recording = owned(caller, id);
    Access.requireAsking(caller);
    return recording;
  }

  /**
   * A recording whose frames are asked for.
   *
   * @throws ProblemException {@code recording-not-found}, or {@code frames-not-found} if it is none
   *     of a thermal camera
   */
  public ThermalRecording thermal(Caller caller, String id) throws IOException {
    Recording recording = owned(caller, id);
    if (recording.kind() != MediaKind.THERMAL) {
      throw new ProblemException(
          ProblemCode.FRAMES_NOT_FOUND, "it is a recording of sound, which has no frames");
    }
    return ThermalRecording.of(recording.raw(), manifests.newest(recording.recordingId()));
  }

  /**
   * A recording of sound.
   *
   * @throws ProblemException {@code recording-not-found}, or {@code sound-not-found} if it is none
   */
  public Recording sound(Caller caller, String id) throws IOException {
    Recording recording = owned(caller, id);
    if (recording.kind() != MediaKind.AUDIO) {
      throw new ProblemException(
          ProblemCode.SOUND_NOT_FOUND, "it is a thermal recording, which has no sound");
    }
    return recording;
  }

  /**
   * Recordings in the order of the times at which they began; a page may hold fewer than were asked
   * for and not be the last one.
   */
  public RecordingList list(RecordingIndex.Query query) throws IOException, InterruptedException {
    RecordingIndex.Page page = index.read(query);
    List<RecordingView> views =
        InParallel.map(page.positions(), this::listed).stream().flatMap(Optional::stream).toList();
    return new RecordingList(views, page.next().map(Position::text));
  }

  /** Empty where a crash left an entry at a time that is no longer the recording's. */
  private Optional<RecordingView> listed(Position position) throws IOException {
    Optional<byte[]> document =
        store.find(ObjectKeys.recording(position.recordingId()), LARGEST_DOCUMENT);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    RecordingView view = view(Json.read(document.get(), Recording.class));
    Position now = new Position(view.recorded().at(), position.recordingId(), position.kind());
    return now.equals(position) ? Optional.of(view) : Optional.empty();
  }

  /**
   * The recordings whose ids begin with a text, in the order of ids: people don't type all of one.
   *
   * @throws ProblemException {@code bad-request} if no id begins so
   */
  public RecordingMatches beginning(Caller caller, String text)
      throws IOException, InterruptedException {
    String beginning = text.toLowerCase(Locale.ROOT);
    if (!BEGINNING.matcher(beginning).matches()) {
      throw new ProblemException(
          ProblemCode.BAD_REQUEST, "an id begins with hexadecimal digits and hyphens");
    }
    List<String> keys = new ArrayList<>();
    store.listWhile(
        ObjectKeys.RECORDINGS + beginning,
        "",
        object -> {
          keys.add(object.key());
          return keys.size() <= ALIKE;
        });
    List<RecordingView> views =
        InParallel.map(keys.subList(0, Math.min(keys.size(), ALIKE)), key -> readable(caller, key))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return new RecordingMatches(views, keys.size() > ALIKE);
  }

  private Optional<RecordingView> readable(Caller caller, String key) throws IOException {
    Optional<byte[]> document = store.find(key, LARGEST_DOCUMENT);
    if (document.isEmpty()) {
      return Optional.empty();
    }
    Recording recording = Json.read(document.get(), Recording.class);
    return Access.mayRead(caller, recording.device())
        ? Optional.of(view(recording))
        : Optional.empty();
  }

  /** A foreign recording looks like one that is not there. */
  private Recording owned(Caller caller, String text) throws IOException {
    Optional<RecordingId> id =
        NUMBER.matcher(text).matches()
            ? numbers.find(Long.parseLong(text))
            : RecordingId.parse(text);
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

  private String status(Recording recording) throws StoreException {
    return status(recording, manifests.newest(recording.recordingId()));
  }

  /** All done and all well; or all done, with something made; or all done, for nothing. */
  private static String status(Recording recording, List<Manifest> ended) {
    Set<String> open = new HashSet<>(recording.expectedStages());
    ended.forEach(manifest -> open.remove(manifest.stage()));
    String first = recording.expectedStages().getFirst();
    boolean deadEnd =
        ended.stream().anyMatch(m -> m.stage().equals(first) && m.status() == StageStatus.REJECTED);
    if (!open.isEmpty() && !deadEnd) {
      return RecordingView.PROCESSING;
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
