package io.nightjar.bench.latency;

import java.util.List;

/**
 * What was measured at a pace.
 *
 * @param passages of each recording
 * @param busyCores by all processes of the benchmark, on average
 * @param machineBusyCores by all that runs on the machine; negative if the system does not tell
 * @param seconds from the first upload until the last event
 */
record Measured(
    Pace pace, List<Passage> passages, double busyCores, double machineBusyCores, double seconds) {

  Measured {
    passages = List.copyOf(passages);
  }

  /** Whether 95 % of the recordings had their thumbnails in time. */
  boolean goalReached() {
    return Passage.Step.WHOLE.percentile(0.95, passages) <= pace.goal().toMillis();
  }

  /** Processor seconds of one recording, with what idle processes use meanwhile. */
  double processorSecondsEach() {
    return busyCores * seconds / passages.size();
  }
}
