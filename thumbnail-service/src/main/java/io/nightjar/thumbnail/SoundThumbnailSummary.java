package io.nightjar.thumbnail;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.fault.BrokenContractException;

/**
 * What the event says of the thumbnails of sound, as the audio stage has said it.
 *
 * @param beginSeconds where in the recording they begin
 * @param endSeconds where they end
 * @param highestHertz their upper edge; the lower one is 0
 * @param reason why this part
 * @param placeholder the smallest one as a ThumbHash, in Base64
 * @param followed the audio stage
 */
record SoundThumbnailSummary(
    double beginSeconds,
    double endSeconds,
    double highestHertz,
    String reason,
    String placeholder,
    Followed followed) {

  static SoundThumbnailSummary of(StageCompleted analysed) {
    JsonNode facts = analysed.summary().path("thumbnail");
    return new SoundThumbnailSummary(
        number(facts, "beginSeconds"),
        number(facts, "endSeconds"),
        number(facts, "highestHertz"),
        text(facts, "reason"),
        text(facts, "placeholder"),
        Followed.stageOf(analysed));
  }

  private static double number(JsonNode facts, String name) {
    if (!facts.path(name).isNumber()) {
      throw new BrokenContractException("unreadable-document", "no number in thumbnail." + name);
    }
    return facts.path(name).asDouble();
  }

  private static String text(JsonNode facts, String name) {
    if (!facts.path(name).isTextual()) {
      throw new BrokenContractException("unreadable-document", "no text in thumbnail." + name);
    }
    return facts.path(name).asText();
  }
}
