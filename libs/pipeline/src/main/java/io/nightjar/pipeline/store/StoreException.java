package io.nightjar.pipeline.store;

import io.minio.errors.ErrorResponseException;
import io.nightjar.pipeline.fault.DependencyException;
import java.util.OptionalInt;

/** The store failed or could not be reached: a passing fault that says nothing of the recording. */
public class StoreException extends DependencyException {
  /** What a store answers to a range of an empty object. */
  static final int RANGE_NOT_SATISFIABLE = 416;

  private static final long serialVersionUID = 1L;

  /** Names what was tried. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Names what was found. */
  public StoreException(String message) {
    super(message);
  }

  @Override
  public String dependency() {
    return "store";
  }

  @Override
  public String reason() {
    String message = String.valueOf(getMessage());
    Throwable cause = getCause();
    return cause == null
        ? message
        : StoreReason.of(cause).orElseGet(() -> message + ": " + cause.getMessage());
  }

  /** The HTTP status that the store refused with; empty if it gave none. */
  public OptionalInt status() {
    return getCause() instanceof ErrorResponseException refusal
        ? OptionalInt.of(refusal.response().code())
        : OptionalInt.empty();
  }

  /**
   * Whether the store refused with one of S3's codes. A status alone says less: 404 is also that of
   * a bucket, an upload or, at some, an access key that is not there.
   */
  boolean hasCode(String code) {
    return getCause() instanceof ErrorResponseException refusal
        && code.equals(refusal.errorResponse().code());
  }

  /** Whether the store refused with an HTTP status. */
  boolean is(int status) {
    return status().orElse(0) == status;
  }
}
