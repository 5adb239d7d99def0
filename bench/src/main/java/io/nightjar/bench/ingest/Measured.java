package io.nightjar.bench.ingest;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured of one way under load.
 *
 * @param bytes sent, all clients together
 * @param seconds from the first upload's start to the last one's end
 * @param millis of each upload
 * @param processors what it cost
 */
record Measured(long bytes, double seconds, List<Double> millis, ProcessorTime processors) {

  Measured {
    millis = List.copyOf(millis);
  }

  /** Two turns as one. */
  Measured plus(Measured other) {
    return new Measured(
        bytes + other.bytes,
        seconds + other.seconds,
        Stream.concat(millis.stream(), other.millis.stream()).toList(),
        processors.plus(other.processors));
  }

  double megabytesPerSecond() {
    return bytes / 1e6 / seconds;
  }

  /** The median of the uploads' times. */
  double medianMillis() {
    return median(millis);
  }

  /** Processor seconds for a gigabyte (10⁹ bytes). */
  ProcessorTime processorsPerGigabyte() {
    return processors.times(1e9 / bytes);
  }

  /** How many cores were busy on average. */
  double busyCores() {
    return processors.sum() / seconds;
  }

  /** The middle of some values; between the two in the middle where their number is even. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
