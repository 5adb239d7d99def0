package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.DerivedShare;
import io.nightjar.pipeline.stage.Answers;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Where the stages that make thumbnails stand in the pipeline. */
final class ThumbnailService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, ThumbnailConfig config, DerivedShare share) {
    CptvLimits cptv = cptv(limits.thermal());
    return new ServiceBinding(
        "thumbnail-service",
        List.of(
            new StageBinding<>(
                new ThumbnailStage(cptv, config.tracks(), config.palette(), share),
                Topics.ARTEFACT_CREATED,
                EventType.THERMAL_DECODED,
                StageCompleted.class,
                EventType.THUMBNAIL_RENDERED),
            new StageBinding<>(
                new SoundThumbnailStage(),
                Topics.ARTEFACT_CREATED,
                EventType.SPECTROGRAM_RENDERED,
                StageCompleted.class,
                EventType.THUMBNAIL_RENDERED),
            new StageBinding<>(
                new AnswerStage(),
                Topics.TRACKS_CLASSIFIED,
                EventType.TRACKS_CLASSIFIED,
                Answers.input(),
                EventType.RECORDING_CLASSIFIED),
            new StageBinding<>(
                new AnsweredThumbnailStage(
                    cptv, config.classifiedTracks(), config.palette(), config.noAnimal(), share),
                Topics.ARTEFACT_CREATED,
                EventType.RECORDING_CLASSIFIED,
                StageCompleted.class,
                EventType.THUMBNAIL_RENDERED)));
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
