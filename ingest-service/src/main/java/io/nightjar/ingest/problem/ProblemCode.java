package io.nightjar.ingest.problem;

import java.util.Locale;

/** Every way in which a call can fail. The codes are a contract. */
public enum ProblemCode {
  BAD_REQUEST(400, "The request is malformed"),
  EMPTY_BODY(400, "There is no recording in the body"),
  INCOMPLETE_BODY(400, "The body ended early"),
  ENCODING_MALFORMED(400, "The body is not coded as its header says"),
  FORM_MALFORMED(400, "The form can't be read, or has not one file"),
  DIGEST_MALFORMED(400, "A digest header can't be read"),
  DIGEST_MISMATCH(400, "The body is not what its digest says"),
  ARCHIVE_DAMAGED(400, "The archive is damaged"),
  ARCHIVE_TRUNCATED(400, "The archive ends early"),
  ARCHIVE_NOT_STREAMABLE(400, "The archive can't be read from front to back"),
  TOKEN_MISSING(401, "No device token was sent"),
  TOKEN_INVALID(401, "The device token is not valid"),
  RECORDING_NOT_FOUND(404, "This device has no such recording"),
  ARTEFACT_NOT_FOUND(404, "The recording has no such artefact"),
  NOT_FOUND(404, "There is nothing here"),
  METHOD_NOT_ALLOWED(405, "This can't be done here"),
  TOO_LARGE(413, "The recording is too large"),
  ARCHIVE_TOO_LARGE(413, "The archive is too large"),
  ARCHIVE_INFLATES_TOO_MUCH(413, "The archive inflates out of all proportion"),
  ARCHIVE_TOO_MANY_MEMBERS(413, "The archive has too many members"),
  ARCHIVE_HEADER_TOO_LARGE(413, "The archive has headers that are too long"),
  REQUEST_TIMEOUT(408, "The body paused for too long"),
  ENCODING_UNSUPPORTED(415, "The body is coded in a way that is not understood"),
  NOT_A_RECORDING(415, "The body is no recording of a known format"),
  NOT_AN_ARCHIVE(415, "The body is no archive of a known format"),
  RANGE_NOT_SATISFIABLE(416, "The range lies outside the artefact"),
  INTERNAL_ERROR(500, "Something went wrong here"),
  UNAVAILABLE(503, "A dependency does not answer; try again later"),
  OVERLOADED(503, "Too many uploads at once; try again later"),
  SHUTTING_DOWN(503, "This replica is about to end; try again");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What kind of problem it is. */
  public String title() {
    return title;
  }

  /** The stable code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
