package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import io.nightjar.thermal.render.RenderStage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Where the stages of thermal recordings stand in the pipeline. */
final class ThermalService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits) {
    return new ServiceBinding(
        "thermal-service",
        List.of(
            new StageBinding<>(
                new ThermalStage(cptv(limits.thermal())),
                Topics.received(MediaKind.THERMAL),
                EventType.RECORDING_RECEIVED,
                RecordingReceived.class,
                EventType.THERMAL_DECODED),
            new StageBinding<>(
                    new RenderStage(cptv(limits.thermal())),
                    Topics.RENDER_REQUESTED,
                    EventType.RENDER_REQUESTED,
                    RenderRequested.class,
                    EventType.RECORDING_RENDERED)
                .standingBack()),
        List.of());
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
