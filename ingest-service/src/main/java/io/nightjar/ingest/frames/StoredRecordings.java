package io.nightjar.ingest.frames;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;

/**
 * Opens recordings of the store for who decodes them here.
 *
 * @param store where they lie
 * @param limits beyond which nothing is decoded
 */
record StoredRecordings(ObjectStore store, CptvLimits limits) {

  /** Recordings under the limits of the thermal stage. */
  static StoredRecordings of(ObjectStore store, Limits.Thermal limits) {
    return new StoredRecordings(
        store,
        new CptvLimits(
            limits.inflatedBytes(),
            limits.frames(),
            limits.framePixelsPerSide(),
            limits.framePixels(),
            limits.recordingPixels()));
  }

  /**
   * Opens a recording from its start, with the heap that it takes.
   *
   * @throws ProblemException {@code frames-not-found} if it has no usable header, {@code
   *     overloaded}
   */
  CptvReader open(ObjectRef raw, DecodingPlaces.Place place)
      throws IOException, InterruptedException {
    CptvReader reader = open(raw);
    boolean reserved = false;
    try {
      place.reserve(reader.heapBytes());
      reserved = true;
      return reader;
    } finally {
      if (!reserved) {
        reader.close();
      }
    }
  }

  private CptvReader open(ObjectRef raw) throws IOException {
    try {
      return CptvReader.open(store.open(raw.key()), limits);
    } catch (CptvException e) {
      throw new ProblemException(
          ProblemCode.FRAMES_NOT_FOUND, "the recording can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * Lets others work after each frame. Virtual threads are not taken from their carriers: without a
   * pause, requests that share them would wait for a whole recording.
   *
   * @throws IOException if nobody waits for the answer any more
   */
  @SuppressWarnings("ThreadPriorityCheck") // only how soon others come rests on it
  static void goOnFor(FrameAnswer answer) throws IOException {
    if (answer.isGone()) {
      throw new IOException("nobody waits for the frames any more");
    }
    Thread.yield();
  }
}
