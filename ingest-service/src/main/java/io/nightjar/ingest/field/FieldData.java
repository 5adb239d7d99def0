package io.nightjar.ingest.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.recording.MediaKind;
import java.time.Instant;
import java.util.Optional;

/**
 * What a camera says of its upload, as far as it matters here; the rest is kept as it is.
 *
 * @param kind what it says that it is; thermal unless said
 * @param fileHash the SHA-1 of the file, hex
 * @param recordedAt when it began
 */
record FieldData(MediaKind kind, Optional<String> fileHash, Optional<Instant> recordedAt) {

  /**
   * Reads the part {@code data}.
   *
   * @throws ProblemException {@code bad-request} for a date that is none
   */
  static FieldData of(ObjectNode data) {
    MediaKind kind =
        data.path("type").asText("").equals("audio") ? MediaKind.AUDIO : MediaKind.THERMAL;
    return new FieldData(
        kind, text(data, "fileHash"), text(data, "recordingDateTime").map(FieldData::time));
  }

  private static Instant time(String text) {
    return FieldTimes.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.BAD_REQUEST, "recordingDateTime is no date: " + text));
  }

  private static Optional<String> text(ObjectNode data, String name) {
    JsonNode value = data.path(name);
    return value.isTextual() && !value.asText().isBlank()
        ? Optional.of(value.asText().strip())
        : Optional.empty();
  }
}
