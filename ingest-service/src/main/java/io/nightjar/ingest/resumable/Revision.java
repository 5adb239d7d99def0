package io.nightjar.ingest.resumable;

/**
 * A state of an upload, and its place among those before and after it.
 *
 * @param number from 0; the highest one counts
 * @param state as it was then
 * @param alone whether no document of an earlier state is left
 */
record Revision(int number, UploadState state, boolean alone) {
  /** The same, for a successor that is to say the length. */
  Revision withLength(long known) {
    return new Revision(number, state.withLength(known), alone);
  }
}
