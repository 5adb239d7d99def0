package io.nightjar.pipeline.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.TracksClassified.Classifier;
import io.nightjar.pipeline.event.TracksClassified.Label;
import io.nightjar.pipeline.event.TracksClassified.LookedAt;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.store.ObjectRef;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the event says of an answer that is kept.
 *
 * @param classifier who answered
 * @param lookedAt what it looked at
 * @param trackCount tracks in the answer
 * @param tracks the best label of each, those first of which the classifier is surest: at most
 *     {@value #MOST_TRACKS}
 * @param decoded the manifest of the thermal stage that the answer was checked against
 */
public record AnswerSummary(
    Classifier classifier,
    Optional<LookedAt> lookedAt,
    int trackCount,
    List<Labelled> tracks,
    ObjectRef decoded) {

  /** So many labels of the longest kind fit into an event. */
  public static final int MOST_TRACKS = 20;

  public AnswerSummary {
    tracks = List.copyOf(tracks);
  }

  /**
   * A track and what it is most likely.
   *
   * @param id of the track
   * @param label its best one
   * @param confidence of that label
   */
  public record Labelled(int id, String label, double confidence) {

    static Labelled of(TracksClassified.Track track) {
      Label best = track.best();
      return new Labelled(track.id(), best.label(), best.confidence());
    }
  }

  /** What is to be said of an answer. */
  public static AnswerSummary of(ClassifiedRecording event) {
    TracksClassified answer = event.answer();
    return new AnswerSummary(
        answer.classifier(),
        answer.lookedAt(),
        answer.tracks().size(),
        answer.tracks().stream()
            .map(Labelled::of)
            .sorted(
                Comparator.comparingDouble(Labelled::confidence)
                    .reversed()
                    .thenComparingInt(Labelled::id))
            .limit(MOST_TRACKS)
            .toList(),
        event.decoded().manifest());
  }

  /**
   * Reads it out of the event.
   *
   * @throws BrokenContractException if that is another one
   */
  public static AnswerSummary read(JsonNode summary) {
    try {
      return Json.read(Json.bytes(summary), AnswerSummary.class);
    } catch (IOException e) {
      throw new BrokenContractException(
          "unreadable-document", "the summary of an answer breaks its contract", e);
    }
  }
}
