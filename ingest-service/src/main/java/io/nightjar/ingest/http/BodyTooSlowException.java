package io.nightjar.ingest.http;

import java.io.IOException;

/** A body comes so slowly that it is not waited for. */
public final class BodyTooSlowException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooSlowException(String message) {
    super(message);
  }
}
