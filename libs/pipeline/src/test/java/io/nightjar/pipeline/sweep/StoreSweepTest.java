package io.nightjar.pipeline.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.minio.CreateMultipartUploadArgs;
import io.minio.MinioAsyncClient;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store with one of each kind of orphan, and with each kind of object that is none. */
@ExtendWith(BrokerAndStore.class)
@Timeout(120)
@Tag("process")
class StoreSweepTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration AGE = Duration.ofHours(24);
  private static final Set<Orphan.Kind> ALL = EnumSet.allOf(Orphan.Kind.class);
  private static final String JSON = "application/json";
  private static final byte[] BYTES = "bytes".getBytes(UTF_8);
  private static final String VERSION = "1-5f2b9c01";

  private final Sandbox sandbox;
  private final ObjectStore store;
  private final List<String> good = new ArrayList<>();

  StoreSweepTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void clear() throws IOException {
    sandbox.clear();
    store.listUploads(
        "",
        upload -> {
          try {
            store.abandon(upload);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void findsEachKindOfOrphanAndNothingElse() throws Exception {
    populateWithWhatIsNamed();
    Map<String, Orphan.Kind> orphans = populateWithOrphans();

    List<Orphan> found = found(later());

    assertThat(found).allSatisfy(one -> assertThat(orphans).containsEntry(one.key(), one.kind()));
    assertThat(found).extracting(Orphan::key).containsExactlyInAnyOrderElementsOf(orphans.keySet());
  }

  @Test
  void removesTheOrphansAndLeavesAllElse() throws Exception {
    populateWithWhatIsNamed();
    populateWithOrphans();
    StoreSweep sweep = later();

    sweep.find(ALL, orphan -> assertThat(sweep.mend(orphan)).as(orphan.key()).isTrue());

    assertThat(sandbox.keys("")).containsExactlyInAnyOrderElementsOf(good);
    assertThat(sandbox.unfinishedUploads()).isEmpty();
    assertThat(found(later())).isEmpty();
  }

  @Test
  void findsNothingThatIsYoungerThanItsAge() throws Exception {
    Map<String, Orphan.Kind> orphans = populateWithOrphans();
    Instant youngest = youngest();

    List<Orphan> before = found(at(youngest.plus(AGE).minus(Duration.ofMinutes(1))));
    List<Orphan> after = found(at(youngest.plus(AGE)));

    assertThat(before).isEmpty();
    assertThat(after).hasSameSizeAs(orphans.keySet());
  }

  @Test
  void findsOnlyTheKindsThatAreAskedFor() throws Exception {
    populateWithOrphans();
    List<Orphan> found = new ArrayList<>();

    later().find(EnumSet.of(Orphan.Kind.CLAIM), found::add);

    assertThat(found).extracting(Orphan::kind).containsExactly(Orphan.Kind.CLAIM);
  }

  /** The claim goes first; whether its upload is worth keeping is a second look's question. */
  @Test
  void leavesAnUploadAloneThatAClaimNames() throws Exception {
    Recording recording = recordingOf(Examples.CAMERA);
    String claim = ObjectKeys.claim(recording.device(), recording.raw().sha256());
    put(claim, recording.recordingId().toString().getBytes(UTF_8));

    assertThat(found(later())).extracting(Orphan::key).containsExactly(claim);
  }

  @Test
  void leavesArtefactsAloneOfAWorkThatHasLatelyBegun() throws Exception {
    RecordingId id = Examples.newId();
    put(ObjectKeys.artefact(id, "thermal", VERSION, "metadata.json", Sha256.of(BYTES)), BYTES);
    Instant written = youngest();
    await()
        .atMost(PATIENCE)
        .until(() -> isMarkedAfter(written, id)); // a store may know seconds only

    assertThat(found(at(written.plus(AGE)))).isEmpty();
  }

  private boolean isMarkedAfter(Instant written, RecordingId id) throws IOException {
    put(firstReleasesMark("thermal-service", id, 1), BYTES);
    return youngest().isAfter(written);
  }

  /** A block of documents ends anywhere: between uploads, on one, before and after all of them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 100})
  void findsTheSameInBlocksOfAnySize(int block) throws Exception {
    List<String> orphans = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      Recording recording = recordingOf(new DeviceIdentity("g", "device-" + (n % 3)));
      if (n % 2 == 0) {
        put(ObjectKeys.recording(recording.recordingId()), Json.document(recording));
        list(recording);
      } else {
        list(recording); // an entry of nothing
        orphans.addAll(
            sandbox.keys("index/").stream()
                .filter(k -> k.contains(recording.recordingId().toString()))
                .toList());
        orphans.add(recording.raw().key());
      }
    }
    StoreSweep sweep =
        new StoreSweep(
            store, AGE, InstantSource.fixed(Instant.now().plus(AGE.multipliedBy(2))), block);

    assertThat(found(sweep)).extracting(Orphan::key).containsExactlyInAnyOrderElementsOf(orphans);
  }

  /** Between the look and the removal a camera's second try may have been accepted. */
  @Test
  void removesNothingThatIsNamedByNow() throws Exception {
    Recording recording = recordingOf(Examples.CAMERA);
    RecordingId id = Examples.newId();
    String artefact =
        ObjectKeys.artefact(id, "thermal", VERSION, "metadata.json", Sha256.of(BYTES));
    put(artefact, BYTES);
    StoreSweep sweep = later();
    List<Orphan> orphans = found(sweep);
    put(ObjectKeys.outbox(recording.recordingId()), BYTES);
    put(ObjectKeys.manifest(id, "thermal", VERSION), manifest(artefact));

    for (Orphan orphan : orphans) {
      assertThat(sweep.mend(orphan)).isFalse();
    }

    assertThat(orphans).hasSize(2);
    assertThat(sandbox.keys("raw/")).containsExactly(recording.raw().key());
    assertThat(sandbox.keys("derived/")).contains(artefact);
  }

  @Test
  void leavesAloneWhatOneUnreadableManifestMayName() throws Exception {
    RecordingId id = Examples.newId();
    put(ObjectKeys.artefact(id, "thermal", VERSION, "metadata.json", Sha256.of(BYTES)), BYTES);
    put(ObjectKeys.manifest(id, "thermal", VERSION), "{".getBytes(UTF_8));

    assertThat(found(later())).isEmpty();
  }

  /** The first release's marks belonged to a service and a recording. */
  private static String firstReleasesMark(String service, RecordingId id, int attempt) {
    return "attempts/" + service + "/" + id + "/" + attempt;
  }

  private void populateWithWhatIsNamed() throws IOException {
    Recording done = recordingOf(new DeviceIdentity("Waipoua", "kākā/7"));
    RecordingId id = done.recordingId();
    keep(done.raw().key());
    keepPut(ObjectKeys.recording(id), Json.document(done));
    keepPut(ObjectKeys.claim(done.device(), done.raw().sha256()), id.toString().getBytes(UTF_8));
    String artefact =
        ObjectKeys.artefact(id, "thermal", VERSION, "metadata.json", Sha256.of(BYTES));
    String elsewhere = "derived/" + id + "/objects/" + done.raw().sha256() + ".png";
    keepPut(artefact, BYTES);
    keepPut(elsewhere, BYTES);
    keepPut(ObjectKeys.manifest(id, "thermal", VERSION), manifest(artefact, elsewhere));
    keepPut(ObjectKeys.deadEnd(id, "thumbnail", VERSION), "{}".getBytes(UTF_8));
    keepPut(firstReleasesMark("audio-service", id, 1), BYTES); // audio has not ended

    Recording pending = recordingOf(Examples.CAMERA);
    keep(pending.raw().key());
    keepPut(ObjectKeys.outbox(pending.recordingId()), BYTES);
    keepPut(
        ObjectKeys.claim(pending.device(), "aa".repeat(32)),
        pending.recordingId().toString().getBytes(UTF_8));

    Recording quarantined = recordingOf(Examples.CAMERA);
    keep(quarantined.raw().key());
    keepPut(
        ObjectKeys.quarantined(ObjectKeys.outbox(quarantined.recordingId())), "{".getBytes(UTF_8));

    keepPut("labels/unknown/to/this/release", BYTES);
    keepPut("raw/forest/camera-7/README.txt", BYTES);
    keepPut("attempts/of-another-form", BYTES);
    keepPut("index/forest/camera-7/of-another-form", BYTES);
  }

  private Map<String, Orphan.Kind> populateWithOrphans() throws IOException {
    Recording gone = recordingOf(new DeviceIdentity("forest", "camera-8"));
    RecordingId made = Examples.newId();
    Recording document = recordingOf(Examples.CAMERA);
    keep(document.raw().key());
    RecordingId id = document.recordingId();
    keepPut(ObjectKeys.recording(id), Json.document(document));
    String named = ObjectKeys.artefact(id, "audio", VERSION, "audio.json", Sha256.of(BYTES));
    keepPut(named, BYTES);
    keepPut(ObjectKeys.manifest(id, "audio", VERSION), manifest(named));
    String unnamed =
        ObjectKeys.artefact(id, "audio", VERSION, "audio-of-a-zombie.json", Sha256.of(BYTES));
    String unfinished =
        ObjectKeys.artefact(made, "thermal", "2-5f2b9c01", "metadata.json", Sha256.of(BYTES));
    String mark = firstReleasesMark("audio-service", id, 1);
    String newerMark = "attempts/audio/" + VERSION + "/" + id + "/1";
    String markOfNobody = firstReleasesMark("thermal-service", Examples.newId(), 2);
    String claim = ObjectKeys.claim(Examples.CAMERA, "bb".repeat(32));
    String unknown = Examples.newId().toString();
    String entry = "index/forest/camera-7/2026-03-04/120000123-" + unknown + ".thermal";
    String groupsEntry = "index/forest/.all/2026-03-04/120000123-" + unknown + ".thermal";
    String check = "checks/1b4e28ba-2fa1-11d2-883f-0016d3cca427/ranges";
    String lease = ObjectKeys.outboxLease(1, 3);
    for (String key :
        List.of(
            unnamed, unfinished, mark, newerMark, markOfNobody, entry, groupsEntry, check, lease)) {
      put(key, BYTES);
    }
    put(claim, Examples.newId().toString().getBytes(UTF_8));
    String upload = ObjectKeys.raw(Examples.CAMERA, Examples.NOON, Examples.newId(), "wav");
    beginUpload(upload);
    return Map.ofEntries(
        Map.entry(gone.raw().key(), Orphan.Kind.RAW),
        Map.entry(unnamed, Orphan.Kind.ARTEFACT),
        Map.entry(unfinished, Orphan.Kind.ARTEFACT),
        Map.entry(mark, Orphan.Kind.ATTEMPT),
        Map.entry(newerMark, Orphan.Kind.ATTEMPT),
        Map.entry(markOfNobody, Orphan.Kind.ATTEMPT),
        Map.entry(claim, Orphan.Kind.CLAIM),
        Map.entry(upload, Orphan.Kind.UPLOAD),
        Map.entry(entry, Orphan.Kind.ENTRY),
        Map.entry(groupsEntry, Orphan.Kind.ENTRY),
        Map.entry(check, Orphan.Kind.LEFTOVER),
        Map.entry(lease, Orphan.Kind.LEFTOVER));
  }

  private Recording recordingOf(DeviceIdentity device) throws IOException {
    return Examples.upload(store, device, "content of " + device);
  }

  private void list(Recording recording) throws IOException {
    new RecordingIndex(store)
        .add(RecordingIndex.Entry.of(recording), recording.recordedByReceipt().at());
  }

  private void beginUpload(String key) {
    StoreSettings settings = sandbox.storeSettings();
    try (MinioAsyncClient client =
        MinioAsyncClient.builder()
            .endpoint(settings.endpoint().toString())
            .region(settings.region())
            .credentials(settings.accessKey(), settings.secretKey())
            .build()) {
      client
          .createMultipartUpload(
              CreateMultipartUploadArgs.builder().bucket(settings.bucket()).object(key).build())
          .join();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] manifest(String... artefacts) {
    record Names(List<Artefact> artefacts, String more) {}
    List<Artefact> named = new ArrayList<>();
    for (String key : artefacts) {
      named.add(new Artefact(key, new ObjectRef("nightjar", key, 5, "0".repeat(64), JSON)));
    }
    return Json.document(new Names(named, "of a later release"));
  }

  private void keepPut(String key, byte[] body) throws IOException {
    put(key, body);
    keep(key);
  }

  private void keep(String key) {
    good.add(key);
  }

  private void put(String key, byte[] body) throws IOException {
    store.put(key, body, JSON);
  }

  private StoreSweep later() {
    return at(Instant.now().plus(AGE.multipliedBy(2)));
  }

  private StoreSweep at(Instant now) {
    return new StoreSweep(store, AGE, InstantSource.fixed(now));
  }

  private static List<Orphan> found(StoreSweep sweep) throws IOException {
    List<Orphan> found = new ArrayList<>();
    sweep.find(ALL, found::add);
    return found;
  }

  private Instant youngest() throws IOException {
    List<Instant> times = new ArrayList<>();
    store.list("", (ObjectStat object) -> times.add(object.lastModified()));
    store.listUploads("", upload -> times.add(upload.begun()));
    return times.stream().max(Instant::compareTo).orElseThrow();
  }
}
