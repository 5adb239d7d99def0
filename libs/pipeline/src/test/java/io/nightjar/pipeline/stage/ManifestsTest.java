package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.RecordingId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
class ManifestsTest {
  private final Sandbox sandbox;
  private final Manifests manifests;

  ManifestsTest(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.manifests = new Manifests(sandbox.store());
  }

  @Test
  void areCommittedOnce() throws IOException {
    RecordingId id = Examples.newId();
    Manifest first = manifest(id, "audio", "1-00000000", Examples.NOON);
    Manifest second = manifest(id, "audio", "1-00000000", Examples.NOON.plusSeconds(1));

    assertThat(manifests.commit(first).manifest()).isEqualTo(first);
    assertThat(manifests.commit(second).manifest()).isEqualTo(first);

    assertThat(manifests.find(new Work(id, new StageVersion("audio", "1-00000000"))))
        .contains(manifests.commit(second));
    assertThat(manifests.find(new Work(id, new StageVersion("audio", "2-00000000")))).isEmpty();
  }

  @Test
  void areTheNewestOfEachStageForReaders() throws IOException {
    RecordingId id = Examples.newId();
    Manifest old = manifest(id, "thermal", "1-00000000", Examples.NOON);
    Manifest renewed = manifest(id, "thermal", "2-00000000", Examples.NOON.plusSeconds(9));
    Manifest other = manifest(id, "thumbnail", "1-00000000", Examples.NOON.plusSeconds(5));
    manifests.commit(renewed);
    manifests.commit(old);
    manifests.commit(other);
    manifests.commit(manifest(Examples.newId(), "audio", "1-00000000", Examples.NOON));
    String unfinished = "derived/" + id + "/audio/1-00000000/spectrogram.png";
    sandbox.store().put(unfinished, new byte[] {1}, "image/png");

    assertThat(manifests.newest(id)).containsExactly(renewed, other);
    assertThat(manifests.newest(Examples.newId())).isEmpty();
  }

  @Test
  void ofWhatWasAskedForAreNoneOfTheStagesThatRecordingsPass() throws IOException {
    RecordingId id = Examples.newId();
    Work work = Renders.work(id, new Render.FramesNpz(0, OptionalInt.empty()));
    Manifest stage = manifest(id, "thermal", "1-00000000", Examples.NOON);
    Manifest render =
        manifest(id, "render", work.version().version(), Examples.NOON.plusSeconds(1));
    manifests.commit(stage);
    manifests.commit(render);
    manifests.giveUp(manifest(id, "render", "1-11111111", Examples.NOON.plusSeconds(2)));

    assertThat(manifests.newest(id)).containsExactly(stage);
    assertThat(manifests.find(work).orElseThrow().manifest()).isEqualTo(render);
  }

  /** printf '{"artefact":"frames.npz","from":5,"to":90}' | sha256sum, and the same without to. */
  @Test
  void ofRendersStandUnderTheHashOfWhatWasAskedFor() {
    RecordingId id = Examples.newId();

    assertThat(Renders.work(id, new Render.FramesNpz(5, OptionalInt.of(90))).version().text())
        .isEqualTo("render/1-bb3865ab");
    assertThat(Renders.work(id, new Render.FramesNpz(0, OptionalInt.empty())).version().text())
        .isEqualTo("render/1-84b02c77");
  }

  /** printf '{"size":64,"palette":"inferno"}' | sha256sum */
  @Test
  void standUnderTheHashOfTheStagesParameters() {
    record Parameters(int size, String palette) {}

    assertThat(StageVersion.of("thumbnail", 3, new Parameters(64, "inferno")))
        .isEqualTo(new StageVersion("thumbnail", "3-cd4d608e"))
        .extracting(StageVersion::text)
        .isEqualTo("thumbnail/3-cd4d608e");
  }

  private static Manifest manifest(RecordingId id, String stage, String version, Instant at) {
    return new Manifest(
        id,
        Examples.CAMERA,
        Examples.object("raw/1"),
        stage,
        version,
        StageStatus.COMPLETED,
        Optional.empty(),
        Optional.empty(),
        at,
        List.of(),
        Optional.empty(),
        Json.tree(java.util.Map.of("frames", 9)));
  }
}
