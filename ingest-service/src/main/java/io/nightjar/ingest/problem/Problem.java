package io.nightjar.ingest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Optional;

/**
 * What is wrong, in the form of RFC 9457 with a stable code beside it.
 *
 * @param type the code as a URN
 * @param title what kind of problem it is, the same for every occurrence
 * @param status the HTTP status
 * @param code stable; clients decide by it
 * @param detail this occurrence, for people
 * @param retryAfter seconds until the same may be tried again, if the fault is a passing one; as in
 *     the header {@code Retry-After}
 */
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> retryAfter) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final long RETRY_AFTER_SECONDS = 10;

  /** The same problem, with when to try again. */
  Problem retryAfter(Duration time) {
    return new Problem(type, title, status, code, detail, Optional.of(time.toSeconds()));
  }

  /** The same problem under a status that HTTP has a finer word for. */
  Problem withStatus(int finer) {
    return new Problem(type, title, finer, code, detail, retryAfter);
  }

  /** Describes an occurrence. */
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(
        "urn:nightjar:problem:" + code.code(),
        code.title(),
        code.status(),
        code.code(),
        detail,
        code.isPassing() ? Optional.of(RETRY_AFTER_SECONDS) : Optional.empty());
  }
}
