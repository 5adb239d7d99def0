package io.nightjar.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoundThumbnailStageTest {
  private final SoundThumbnailStage stage = new SoundThumbnailStage();

  @Test
  void anOlderEventNamesNoPicturesAndIsPassedOver() {
    assertThat(stage.takes(analysed("a", "audio.json", "spectrogram.webp"))).isFalse();
    assertThat(stage.takes(analysed("a", "audio.json", "thumbnail-64.png"))).isTrue();
  }

  @Test
  void otherPicturesAreAnotherWorkAndOtherDocumentsAreNot() {
    StageCompleted one = analysed("a", "thumbnail-64.png");
    StageCompleted more = analysed("a", "audio.json", "thumbnail-64.png");
    StageCompleted other = analysed("b", "thumbnail-64.png");

    assertThat(stage.furtherInput(more)).isEqualTo(stage.furtherInput(one));
    assertThat(stage.furtherInput(other)).isNotEqualTo(stage.furtherInput(one));
  }

  @Test
  void theSummaryIsWhatTheAudioStageSaid() {
    SoundThumbnailSummary summary =
        SoundThumbnailSummary.of(analysed("a", "audio.json", "thumbnail-64.png"));

    assertThat(summary.beginSeconds()).isEqualTo(18.048);
    assertThat(summary.endSeconds()).isEqualTo(28.064);
    assertThat(summary.highestHertz()).isEqualTo(16_000);
    assertThat(summary.reason()).isEqualTo("liveliest");
    assertThat(summary.placeholder()).isEqualTo("BygKDYYGeoiBe3iEasdXhgSgVxA4");
    assertThat(summary.followed()).isEqualTo(new Followed("audio", "6-0", Optional.empty()));
  }

  @Test
  void aSummaryWithoutThemBreaksTheContract() {
    StageCompleted event = analysed("a", "thumbnail-64.png");
    ((ObjectNode) event.summary().get("thumbnail")).put("beginSeconds", "soon");

    assertThatThrownBy(() -> SoundThumbnailSummary.of(event))
        .isInstanceOf(BrokenContractException.class)
        .hasMessageContaining("thumbnail.beginSeconds");
  }

  private static StageCompleted analysed(String digit, String... names) {
    ObjectNode summary = JsonNodeFactory.instance.objectNode();
    summary
        .putObject("thumbnail")
        .put("beginSeconds", 18.048)
        .put("endSeconds", 28.064)
        .put("highestHertz", 16_000)
        .put("reason", "liveliest")
        .put("placeholder", "BygKDYYGeoiBe3iEasdXhgSgVxA4");
    return new StageCompleted(
        RecordingId.parse("019b0000-0000-7000-8000-000000000001").orElseThrow(),
        new DeviceIdentity("group", "device"),
        object("raw", digit),
        "audio",
        "6-0",
        StageStatus.COMPLETED,
        Optional.empty(),
        object("manifest.json", digit),
        Stream.of(names).map(name -> new Artefact(name, object(name, digit))).toList(),
        Optional.empty(),
        summary);
  }

  private static ObjectRef object(String name, String digit) {
    return new ObjectRef("bucket", "derived/" + name, 1, digit.repeat(64), "image/png");
  }
}
