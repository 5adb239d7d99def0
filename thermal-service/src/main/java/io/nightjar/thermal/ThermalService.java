package io.nightjar.thermal;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.ffmpeg.Ffmpeg;
import io.nightjar.ffmpeg.FfmpegConfig;
import io.nightjar.media.VideoEncoder;
import io.nightjar.motion.TrackLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import io.nightjar.thermal.decode.ThermalParameters;
import io.nightjar.thermal.preview.PreviewConfig;
import io.nightjar.thermal.preview.PreviewSettings;
import io.nightjar.thermal.preview.PreviewStage;
import io.nightjar.thermal.render.RenderStage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the stages of thermal recordings stand in the pipeline. */
final class ThermalService {
  @Produces
  @Singleton
  ServiceBinding binding(
      Limits limits,
      ExpectedStages expected,
      DerivedShare share,
      ThermalConfig thermal,
      FfmpegConfig ffmpeg,
      PreviewConfig preview)
      throws IOException {
    CptvLimits cptv = cptv(limits.thermal());
    VideoEncoder encoder = encoder(ffmpeg);
    List<StageBinding<?>> stages = new ArrayList<>();
    stages.add(
        new StageBinding<>(
            new ThermalStage(cptv, parameters(thermal)),
            Topics.received(MediaKind.THERMAL),
            EventType.RECORDING_RECEIVED,
            RecordingReceived.class,
            EventType.THERMAL_DECODED));
    if (expected.previews()) {
      stages.add(
          new StageBinding<>(
              new PreviewStage(encoder, PreviewSettings.of(preview), cptv, share),
              Topics.ARTEFACT_CREATED,
              EventType.THERMAL_DECODED,
              StageCompleted.class,
              EventType.PREVIEW_RENDERED));
    }
    stages.add(
        new StageBinding<>(
                new RenderStage(encoder, cptv),
                Topics.RENDER_REQUESTED,
                EventType.RENDER_REQUESTED,
                RenderRequested.class,
                EventType.RECORDING_RENDERED)
            .standingBack());
    return new ServiceBinding("thermal-service", stages);
  }

  private static VideoEncoder encoder(FfmpegConfig config) throws IOException {
    Ffmpeg ffmpeg = Ffmpeg.of(config);
    return new VideoEncoder(ffmpeg.installation(), ffmpeg.encoding());
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
