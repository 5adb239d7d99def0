package io.nightjar.local.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file. The members that {@code upload --json} prints are a contract with scripts;
 * the others are for people.
 *
 * @param file as named on the command line
 * @param recordingId its recording, or null if it was not taken
 * @param status {@code completed}, {@code partial} or {@code rejected}; {@code processing} if
 *     nobody waited, unless it was there already and is done; {@code unknown} is never printed as
 *     JSON
 * @param code what is wrong, if something is
 * @param detail the same for people
 * @param duplicate whether the service had the same content of this device already
 * @param artefacts what was made of it so far
 */
@JsonIncludeProperties({"file", "recordingId", "duplicate", "status", "code", "artefacts"})
public record UploadOutcome(
    String file,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String recordingId,
    String status,
    Optional<String> code,
    Optional<String> detail,
    boolean duplicate,
    List<Artefact> artefacts) {
  private static final String PROCESSING = "processing";
  private static final String REJECTED = "rejected";
  private static final String UNKNOWN = "unknown";

  public UploadOutcome {
    artefacts = List.copyOf(artefacts);
  }

  /** The file was not taken, or nothing could be made of it. */
  public boolean rejected() {
    return status.equals(REJECTED);
  }

  /** Whether it is known what became of the file. */
  public boolean known() {
    return !status.equals(UNKNOWN);
  }

  /** What is wrong, for people; empty if nothing is. */
  public String complaint() {
    return code.orElse("") + detail.map(": "::concat).orElse("");
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
        PROCESSING,
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
        file, null, UNKNOWN, Optional.of("not-uploaded"), Optional.of(why), false, List.of());
  }

  static UploadOutcome unknown(String file, Answer.Accepted accepted, String why) {
    return new UploadOutcome(
        file,
        accepted.recordingId(),
        UNKNOWN,
        Optional.of("outcome-unknown"),
        Optional.of(why),
        accepted.duplicate(),
        List.of());
  }
}
