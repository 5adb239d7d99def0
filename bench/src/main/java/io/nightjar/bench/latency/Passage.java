package io.nightjar.bench.latency;

import java.util.List;
import java.util.Locale;

/**
 * When the events about a recording were seen, in ms from the end of its upload.
 *
 * @param received that it was received; may come before the sender has its answer
 * @param decoded that it was decoded
 * @param rendered that its thumbnails were rendered
 */
record Passage(double received, double decoded, double rendered) {

  /** A part of the time. */
  enum Step {
    /** From the end of the upload until the recording is announced. */
    RECEIVED,
    /** From there until it is decoded. */
    DECODED,
    /** From there until its thumbnails are there. */
    RENDERED,
    /** All of them. */
    WHOLE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    private double millis(Passage passage) {
      return switch (this) {
        case RECEIVED -> passage.received();
        case DECODED -> passage.decoded() - passage.received();
        case RENDERED -> passage.rendered() - passage.decoded();
        case WHOLE -> passage.rendered();
      };
    }

    /**
     * The time in ms that a share of the recordings did not need longer for: the nearest rank.
     *
     * @param share above 0, at most 1
     * @param passages at least one
     */
    double percentile(double share, List<Passage> passages) {
      double[] sorted = passages.stream().mapToDouble(this::millis).sorted().toArray();
      return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
  }
}
