package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.time.Duration;

/**
 * Processor time of each process, in seconds, all threads together. The system counts it in
 * hundredths of a second.
 *
 * @param client this process: the senders
 * @param ingest the ingest service
 * @param store the store, and the broker, which is in the same process
 */
record ProcessorTime(double client, double ingest, double store) {
  /** What each process has used since it started. */
  static ProcessorTime now(Stack stack) throws IOException {
    Duration client =
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .orElseThrow(() -> new IOException("this system does not tell processor time"));
    return new ProcessorTime(
        seconds(client),
        seconds(stack.ingestProcess().processorTime()),
        seconds(stack.storeProcess().processorTime()));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  ProcessorTime plus(ProcessorTime other) {
    return new ProcessorTime(client + other.client, ingest + other.ingest, store + other.store);
  }

  ProcessorTime minus(ProcessorTime other) {
    return plus(other.times(-1));
  }

  ProcessorTime times(double factor) {
    return new ProcessorTime(client * factor, ingest * factor, store * factor);
  }

  /** All processes together. */
  double sum() {
    return client + ingest + store;
  }
}
