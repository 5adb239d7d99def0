package io.nightjar.thermal.telemetry;

/** How columns grow. */
final class Columns {
  /** Frames that there is room for from the start. */
  static final int FIRST = 256;

  private Columns() {}

  /**
   * How much room there is next: half as much more, at most for all.
   *
   * @throws IllegalStateException if there is room for all already
   */
  static int grown(int size, int most) {
    if (size >= most) {
      throw new IllegalStateException("a recording has no more than " + most + " frames");
    }
    return (int) Math.min(most, size + size / 2 + 1L);
  }
}
