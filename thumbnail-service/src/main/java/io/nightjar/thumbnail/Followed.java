package io.nightjar.thumbnail;

import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import java.util.Optional;

/**
 * What thumbnails show: the own findings of a stage that decodes, or a classifier's answer.
 *
 * @param stage that told of it
 * @param version of that stage
 * @param classifier who answered, if it is an answer
 */
record Followed(String stage, String version, Optional<Classifier> classifier) {

  static Followed stageOf(StageCompleted decoded) {
    return new Followed(decoded.stage(), decoded.version(), Optional.empty());
  }

  static Followed answer(StageCompleted classified, Classifier classifier) {
    return new Followed(classified.stage(), classified.version(), Optional.of(classifier));
  }
}
