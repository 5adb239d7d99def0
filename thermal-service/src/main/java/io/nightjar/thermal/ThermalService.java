package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.motion.TrackLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import io.nightjar.thermal.decode.ThermalParameters;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Where the thermal stage stands in the pipeline. */
final class ThermalService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, ThermalConfig config) {
    return ServiceBinding.of(
        "thermal-service",
        new StageBinding<>(
            new ThermalStage(cptv(limits.thermal()), parameters(config)),
            Topics.received(MediaKind.THERMAL),
            EventType.RECORDING_RECEIVED,
            RecordingReceived.class,
            EventType.THERMAL_DECODED));
  }

  private static ThermalParameters parameters(ThermalConfig config) {
    return new ThermalParameters(
        config.telemetry(),
        config.index()
            ? Optional.of(new IndexPace(config.indexFrames(), config.indexShare()))
            : Optional.empty(),
        config.tracks()
            ? Optional.of(
                new TrackLimits(
                    config.tracksAtOnce(), config.tracksKept(), config.trackPositions()))
            : Optional.empty());
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
