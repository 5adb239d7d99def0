package io.nightjar.local.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file, as {@code upload --json} prints it.
 *
 * @param file as named on the command line
 * @param recordingId its recording, or null if it was not taken
 * @param status {@code completed}, {@code partial}, {@code rejected}, {@code processing}, or {@code
 *     error} if it is not known
 * @param code what is wrong, if something is
 * @param detail the same for people
 * @param duplicate whether this device had sent the same content before
 * @param artefacts what was made of it so far
 */
public record UploadOutcome(
    String file,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String recordingId,
    String status,
    Optional<String> code,
    Optional<String> detail,
    boolean duplicate,
    List<Artefact> artefacts) {
  /** The file was not taken, or nothing could be made of it. */
  public static final String REJECTED = "rejected";

  /** It is not known what became of the file. */
  public static final String ERROR = "error";

  public UploadOutcome {
    artefacts = List.copyOf(artefacts);
  }

  static UploadOutcome refused(String file, Answer.Refused refused) {
    return new UploadOutcome(
        file,
        null,
        REJECTED,
        Optional.of(refused.code()),
        Optional.of(refused.detail()),
        false,
        List.of());
  }

  static UploadOutcome accepted(String file, Answer.Accepted accepted) {
    return new UploadOutcome(
        file,
        accepted.recordingId(),
        "processing",
        Optional.empty(),
        Optional.empty(),
        accepted.duplicate(),
        List.of());
  }

  static UploadOutcome of(String file, Answer.Accepted accepted, RecordingState state) {
    return new UploadOutcome(
        file,
        accepted.recordingId(),
        state.status(),
        state.code(),
        state.detail(),
        accepted.duplicate(),
        state.artefacts());
  }

  static UploadOutcome failed(String file, String why) {
    return new UploadOutcome(
        file, null, ERROR, Optional.of("not-uploaded"), Optional.of(why), false, List.of());
  }

  static UploadOutcome unknown(String file, Answer.Accepted accepted, String why) {
    return new UploadOutcome(
        file,
        accepted.recordingId(),
        ERROR,
        Optional.of("outcome-unknown"),
        Optional.of(why),
        accepted.duplicate(),
        List.of());
  }
}
