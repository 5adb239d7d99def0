package io.nightjar.bench.preview;

import io.nightjar.bench.ChildTime;
import java.io.IOException;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param processorSeconds of this process and of its children that have ended, all threads
 */
record Cost(double seconds, double processorSeconds) {

  /** What nothing takes. */
  static final Cost NONE = new Cost(0, 0);

  /** Something that is measured. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Measures. */
  static Cost of(Work work) throws Exception {
    double processor = used();
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Cost(seconds, used() - processor);
  }

  /** The least of each: what came on top is other work of the machine. */
  Cost least(Cost other) {
    return new Cost(
        Math.min(seconds, other.seconds), Math.min(processorSeconds, other.processorSeconds));
  }

  Cost plus(Cost other) {
    return new Cost(seconds + other.seconds, processorSeconds + other.processorSeconds);
  }

  private static double used() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return self.info().totalCpuDuration().orElseThrow().plus(ChildTime.of(self.pid())).toNanos()
        / 1e9;
  }
}
