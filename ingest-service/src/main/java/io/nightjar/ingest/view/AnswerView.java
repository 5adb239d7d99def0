package io.nightjar.ingest.view;

import io.nightjar.pipeline.event.AnswerSummary;
import io.nightjar.pipeline.stage.Manifest;
import java.time.Instant;
import java.util.List;

/**
 * What a classifier has said of a recording; the whole answer is served at {@code
 * /v1/recordings/{id}/artefacts/classified/{version}/answer.json}.
 *
 * @param classifier the classifier's name
 * @param classifierVersion its version
 * @param version under which the answer is kept
 * @param answeredAt when it was kept, UTC
 * @param trackCount tracks in the answer
 * @param tracks the best label of each, those first of which the classifier is surest; of more than
 *     20 the first 20
 */
public record AnswerView(
    String classifier,
    String classifierVersion,
    String version,
    Instant answeredAt,
    int trackCount,
    List<TrackLabel> tracks) {

  public AnswerView {
    tracks = List.copyOf(tracks);
  }

  /**
   * A track and what it is most likely.
   *
   * @param id of the track, in the artefact that the classifier looked at or by its own count
   * @param label in the classifier's words
   * @param confidence 0…1
   */
  public record TrackLabel(int id, String label, double confidence) {}

  static AnswerView of(Manifest kept) {
    AnswerSummary summary = AnswerSummary.read(kept.summary());
    return new AnswerView(
        summary.classifier().name(),
        summary.classifier().version(),
        kept.version(),
        kept.createdAt(),
        summary.trackCount(),
        summary.tracks().stream()
            .map(track -> new TrackLabel(track.id(), track.label(), track.confidence()))
            .toList());
  }
}
