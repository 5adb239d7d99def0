package io.nightjar.ingest.field;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.registration.GivenToken;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the field's clients are told when all is well. */
final class FieldAnswers {
  private static final int OK = 200;

  private FieldAnswers() {}

  /** A token, in the form in which it is sent back. */
  @Schema(name = "FieldSession")
  record Session(boolean success, long id, long saltId, String token, List<String> messages) {
    static Session of(GivenToken given, String message) {
      return new Session(
          true,
          given.id().orElseThrow(),
          given.saltId().orElseThrow(),
          "JWT " + given.token(),
          List.of(message));
    }
  }

  /** An upload. */
  @Schema(name = "FieldUploaded")
  record Uploaded(boolean success, long recordingId, int statusCode, List<String> messages) {
    static Uploaded of(long recordingId, boolean duplicate) {
      String message = duplicate ? "Duplicate recording found for device" : "Thanks for the data.";
      return new Uploaded(true, recordingId, OK, List.of(message));
    }
  }

  /** Events. */
  @Schema(name = "FieldEvents")
  record Events(boolean success, int eventsAdded, long eventDetailId, List<String> messages) {}

  /** Anything that has no more to say. */
  @Schema(name = "FieldDone")
  record Done(boolean success, List<String> messages) {}

  /** The settings of a device. */
  @Schema(name = "FieldSettings")
  record Settings(boolean success, JsonNode settings) {}

  /** When a device plays sounds: never. */
  @Schema(name = "FieldSchedule")
  record Schedule(boolean success, Map<String, String> schedule) {}
}
