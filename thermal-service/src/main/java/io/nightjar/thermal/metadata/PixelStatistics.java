package io.nightjar.thermal.metadata;

/** Adds up raw sensor counts, frame by frame, exactly. Not thread-safe. */
final class PixelStatistics {
  private int minimum = 0xFFFF;
  private int maximum;
  private long count;
  private double sum;
  private double squares;

  /** Adds a frame of unsigned 16-bit pixels; its sums fit 64 bits up to 4 megapixels and beyond. */
  void add(short[] pixels) {
    int low = minimum;
    int high = maximum;
    long frameSum = 0;
    long frameSquares = 0;
    for (short pixel : pixels) {
      int value = pixel & 0xFFFF;
      low = Math.min(low, value);
      high = Math.max(high, value);
      frameSum += value;
      frameSquares += (long) value * value;
    }
    minimum = low;
    maximum = high;
    count += pixels.length;
    sum += frameSum;
    squares += frameSquares;
  }

  ThermalMetadata.Pixels result() {
    if (count == 0) {
      return new ThermalMetadata.Pixels(0, 0, 0, 0);
    }
    double mean = sum / count;
    double variance = Math.max(0, squares / count - mean * mean);
    return new ThermalMetadata.Pixels(minimum, maximum, mean, Math.sqrt(variance));
  }
}
