package io.nightjar.thermal.preview.video;

/**
 * Which frames of a recording are shown, as numbers with background frames counted; a slice as in
 * Python, so what lies beyond the end is left out.
 *
 * @param from the first one, 0 or more
 * @param to the first one that is not shown any more, at least {@code from}
 */
public record FrameRange(int from, int to) {

  /** All frames. */
  public static final FrameRange ALL = new FrameRange(0, Integer.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if the ends are not in order
   */
  public FrameRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("frames from " + from + " to " + to);
    }
  }
}
