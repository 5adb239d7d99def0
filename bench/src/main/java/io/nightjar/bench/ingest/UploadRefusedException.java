package io.nightjar.bench.ingest;

import java.io.IOException;

/** An upload was answered, but not with success. */
final class UploadRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  private final int status;

  UploadRefusedException(int status, String answer) {
    super("answered with " + status + ": " + answer);
    this.status = status;
  }

  /** The answer's status. */
  int status() {
    return status;
  }
}
