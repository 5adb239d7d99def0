package io.nightjar.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.imaging.Palette;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ToldFilesTest {
  private final ThumbnailStage stage =
      new ThumbnailStage(CptvLimits.DEFAULT, 4, Palette.INFERNO, DerivedShare.DEFAULT);

  @Test
  void anOlderEventTellsNothingOfTracks() {
    StageCompleted old = decoded("a", "metadata.json");

    assertThat(ToldFiles.in(old.artefacts())).isEmpty();
    assertThat(stage.furtherInput(old)).isEmpty();
  }

  @Test
  void tracksAloneAreNotEnough() {
    assertThat(
            ToldFiles.in(decoded("a", "metadata.json", "tracks.json", "recording.idx").artefacts()))
        .as("without telemetry")
        .isEmpty();
  }

  @Test
  void anIndexIsUsedIfThereIsOne() {
    assertThat(
            ToldFiles.in(
                decoded("a", "metadata.json", "telemetry.json", "tracks.json").artefacts()))
        .hasValueSatisfying(told -> assertThat(told.index()).isEmpty());
    assertThat(
            ToldFiles.in(
                decoded("a", "metadata.json", "telemetry.json", "tracks.json", "recording.idx")
                    .artefacts()))
        .hasValueSatisfying(told -> assertThat(told.index()).isPresent());
  }

  @Test
  void otherTracksAskForAnotherWorkAndAnIndexDoesNot() {
    StageCompleted one = decoded("a", "metadata.json", "telemetry.json", "tracks.json");
    StageCompleted indexed =
        decoded("a", "metadata.json", "telemetry.json", "tracks.json", "recording.idx");
    StageCompleted other = decoded("b", "metadata.json", "telemetry.json", "tracks.json");

    assertThat(stage.furtherInput(one)).isPresent().isEqualTo(stage.furtherInput(indexed));
    assertThat(stage.furtherInput(other)).isNotEqualTo(stage.furtherInput(one));
  }

  @Test
  void howManyTracksAreShownInHowManyBytesIsPartOfTheVersion() {
    assertThat(
            new ThumbnailStage(CptvLimits.DEFAULT, 5, Palette.INFERNO, DerivedShare.DEFAULT)
                .version())
        .isNotEqualTo(stage.version());
    assertThat(
            new ThumbnailStage(
                    CptvLimits.DEFAULT, 4, Palette.INFERNO, new DerivedShare(25, 60_000, 5, 30_000))
                .version())
        .isNotEqualTo(stage.version());
  }

  private static StageCompleted decoded(String digit, String... names) {
    return new StageCompleted(
        RecordingId.parse("019b0000-0000-7000-8000-000000000001").orElseThrow(),
        new DeviceIdentity("group", "device"),
        object("raw", digit),
        "thermal",
        "4-00000000",
        StageStatus.COMPLETED,
        Optional.empty(),
        object("manifest.json", digit),
        Stream.of(names).map(name -> new Artefact(name, object(name, digit))).toList(),
        Optional.empty(),
        JsonNodeFactory.instance.objectNode());
  }

  private static ObjectRef object(String name, String digit) {
    return new ObjectRef("bucket", "derived/" + name, 1, digit.repeat(64), "application/json");
  }
}
