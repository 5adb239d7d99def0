package io.nightjar.cptv.tool;

import java.time.Duration;

/** Which frames of a recording are wanted. Background frames belong to every selection. */
public sealed interface FrameSelection {

  /** All frames. */
  record All() implements FrameSelection {}

  /**
   * Frames by number.
   *
   * @param first the first one, from 0
   * @param end the first one that is not wanted any more
   */
  record Numbers(int first, int end) implements FrameSelection {
    /** Checks that the numbers are in order. */
    public Numbers {
      if (first < 0 || end < first) {
        throw new IllegalArgumentException("frames are selected from 0 on, first before last");
      }
    }
  }

  /**
   * Frames by the time since the first frame that is no background.
   *
   * @param from the first moment
   * @param until the first moment that is not wanted any more
   */
  record Times(Duration from, Duration until) implements FrameSelection {
    /** Checks that the times are in order. */
    public Times {
      if (from.isNegative() || until.compareTo(from) < 0) {
        throw new IllegalArgumentException("frames are selected from 0 s on, first before last");
      }
    }
  }
}
