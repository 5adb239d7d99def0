package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the thermal stage stands in the pipeline. */
final class ThermalService {
  @Produces
  @Singleton
  StageBinding<RecordingReceived> binding(Limits limits) {
    return new StageBinding<>(
        "thermal-service",
        new ThermalStage(cptv(limits)),
        Topics.received(MediaKind.THERMAL),
        EventType.RECORDING_RECEIVED,
        RecordingReceived.class,
        EventType.THERMAL_DECODED);
  }

  private static CptvLimits cptv(Limits limits) {
    return new CptvLimits(
        limits.inflatedBytes(),
        limits.frames(),
        limits.framePixelsPerSide(),
        limits.framePixels(),
        limits.recordingPixels());
  }
}
