package io.nightjar.bench.ingest;

import java.io.IOException;

/** A way of a recording into the store. Thread-safe. */
interface Way {

  /**
   * Sends a recording and waits until it is stored.
   *
   * @throws UploadRefusedException if the answer says that it was not taken
   * @throws IOException if there was no answer
   */
  void send(byte[] recording) throws IOException;
}
