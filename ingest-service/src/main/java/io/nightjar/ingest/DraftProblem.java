package io.nightjar.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.nightjar.ingest.problem.Problem;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.OffsetMismatchException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A problem as the IETF's draft of resumable uploads registers it, with the stable code beside it.
 *
 * @param type the registered one where there is one, else the code as a URN
 * @param title what kind of problem it is
 * @param status the HTTP status
 * @param code stable; the same as everywhere
 * @param detail this occurrence, for people
 * @param retryAfter seconds until the same may be tried again, if the fault is a passing one
 * @param expectedOffset where the upload stands
 * @param providedOffset where the bytes were to belong
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DraftProblem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    Optional<Long> retryAfter,
    @JsonProperty("expected-offset") OptionalLong expectedOffset,
    @JsonProperty("provided-offset") OptionalLong providedOffset) {
  private static final String REGISTERED = "https://iana.org/assignments/http-problem-types#";
  private static final int BAD_REQUEST = 400;

  static DraftProblem of(ProblemException e) {
    Problem problem = e.problem();
    return switch (e.code()) {
      case UPLOAD_OFFSET_MISMATCH ->
          registered(problem, "mismatching-upload-offset", "Mismatching Upload Offset", e);
      case UPLOAD_COMPLETE -> registered(problem, "completed-upload", "Upload Is Completed", e);
      case UPLOAD_LENGTH_INCONSISTENT ->
          registered(problem, "inconsistent-upload-length", "Inconsistent Upload Length Values", e);
      default ->
          new DraftProblem(
              problem.type(),
              problem.title(),
              status(e.code()),
              problem.code(),
              problem.detail(),
              problem.retryAfter(),
              OptionalLong.empty(),
              OptionalLong.empty());
    };
  }

  /** 460 is of tus alone. */
  private static int status(ProblemCode code) {
    return code == ProblemCode.CHECKSUM_MISMATCH ? BAD_REQUEST : code.status();
  }

  private static DraftProblem registered(
      Problem problem, String name, String title, ProblemException e) {
    OptionalLong expected = OptionalLong.empty();
    OptionalLong provided = OptionalLong.empty();
    if (e instanceof OffsetMismatchException mismatch) {
      expected = OptionalLong.of(mismatch.expected());
      provided = OptionalLong.of(mismatch.provided());
    }
    return new DraftProblem(
        REGISTERED + name,
        title,
        problem.status(),
        problem.code(),
        problem.detail(),
        problem.retryAfter(),
        expected,
        provided);
  }
}
