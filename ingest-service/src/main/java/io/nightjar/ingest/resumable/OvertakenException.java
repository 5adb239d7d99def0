package io.nightjar.ingest.resumable;

/** Another writer has gone on from the same state, and won. */
final class OvertakenException extends Exception {
  private static final long serialVersionUID = 1L;

  OvertakenException() {
    super("another request has gone on with this upload");
  }
}
