package io.nightjar.local.client;

/** What ingest-service says to an upload. */
public sealed interface Answer {
  /**
   * The recording is safe.
   *
   * @param recordingId its identity
   * @param duplicate whether this device had sent the same content before
   */
  record Accepted(String recordingId, boolean duplicate) implements Answer {}

  /**
   * The file is not taken, and never will be.
   *
   * @param code why, stable
   * @param detail why, for people
   */
  record Refused(String code, String detail) implements Answer {}
}
