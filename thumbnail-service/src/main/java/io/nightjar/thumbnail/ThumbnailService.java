package io.nightjar.thumbnail;

import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.stage.StageBinding;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Where the thumbnail stage stands in the pipeline. */
final class ThumbnailService {
  @Produces
  @Singleton
  StageBinding<StageCompleted> binding() {
    return new StageBinding<>(
        "thumbnail-service",
        new ThumbnailStage(),
        Topics.ARTEFACT_CREATED,
        EventType.THERMAL_DECODED,
        StageCompleted.class,
        EventType.THUMBNAIL_RENDERED);
  }
}
