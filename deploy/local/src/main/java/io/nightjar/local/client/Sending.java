package io.nightjar.local.client;

import java.io.IOException;
import java.util.function.LongConsumer;

/** A way for the bytes of a file to reach the service. */
@FunctionalInterface
interface Sending {
  /**
   * Sends a file, again after passing faults.
   *
   * @param progress hears how many bytes went out; of a try that failed, the same amount negative
   * @throws IOException if the service can't take it now
   */
  Answer send(LocalFile file, LongConsumer progress) throws IOException, InterruptedException;
}
