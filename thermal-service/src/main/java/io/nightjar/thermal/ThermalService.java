package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the thermal stage stands in the pipeline. */
final class ThermalService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits) {
    return ServiceBinding.of(
        "thermal-service",
        new StageBinding<>(
            new ThermalStage(cptv(limits.thermal())),
            Topics.received(MediaKind.THERMAL),
            EventType.RECORDING_RECEIVED,
            RecordingReceived.class,
            EventType.THERMAL_DECODED));
  }

  private static CptvLimits cptv(Limits.Thermal limits) {
    return new CptvLimits(
        limits.inflatedBytes(),
        limits.frames(),
        limits.framePixelsPerSide(),
        limits.framePixels(),
        limits.recordingPixels());
  }
}
