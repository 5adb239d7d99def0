package io.nightjar.thermal.telemetry;

/**
 * What the pixels of a frame come to.
 *
 * @param minimum smallest, 0…65535
 * @param maximum largest, 0…65535
 * @param meanHundredths mean, in hundredths of a count, rounded
 */
record FrameValues(int minimum, int maximum, int meanHundredths) {

  /** Of unsigned pixels, at least one. */
  static FrameValues of(short[] pixels, int width) {
    int low = 0xFFFF;
    int high = 0;
    long sum = 0;
    for (int start = 0; start < pixels.length; start += width) {
      int row = 0; // at most 65535 · 65535 in the widest row, as an unsigned number
      for (int i = start; i < start + width; i++) {
        int value = pixels[i] & 0xFFFF;
        low = Math.min(low, value);
        high = Math.max(high, value);
        row += value;
      }
      sum += Integer.toUnsignedLong(row);
    }
    return new FrameValues(low, high, (int) ((200 * sum + pixels.length) / (2L * pixels.length)));
  }
}
