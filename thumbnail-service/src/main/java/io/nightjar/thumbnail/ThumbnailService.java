package io.nightjar.thumbnail;

import io.nightjar.cptv.CptvLimits;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.stage.ServiceBinding;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the thumbnail stage stands in the pipeline. */
final class ThumbnailService {
  @Produces
  @Singleton
  ServiceBinding binding(Limits limits, ThumbnailConfig config) {
    return ServiceBinding.of(
            "thumbnail-service",
            new StageBinding<>(
                new ThumbnailStage(cptv(limits.thermal()), config.tracks()),
                Topics.ARTEFACT_CREATED,
                EventType.THERMAL_DECODED,
                StageCompleted.class,
                EventType.THUMBNAIL_RENDERED))
        .withAnswers(Topics.TRACKS_CLASSIFIED);
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
