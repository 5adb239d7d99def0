package io.nightjar.local.client;

import java.io.IOException;

/** A way for the bytes of a file to reach the service. */
@FunctionalInterface
interface Sending {
  /**
   * Sends a file, again after passing faults.
   *
   * @param progress hears of the bytes, but not of the end
   * @throws IOException if the service can't take it now
   */
  Answer send(LocalFile file, UploadProgress progress) throws IOException, InterruptedException;
}
