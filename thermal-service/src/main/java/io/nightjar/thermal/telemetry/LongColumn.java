package io.nightjar.thermal.telemetry;

import java.util.Arrays;

/** Numbers of 64 bits, one a frame, that grow by a half and never beyond what may come. */
final class LongColumn {
  private final int most;
  private long[] values;
  private int size;

  LongColumn(int most) {
    this.most = most;
    this.values = new long[Math.min(most, Columns.FIRST)];
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Columns.grown(size, most));
    }
    values[size++] = value;
  }

  long get(int frame) {
    return values[frame];
  }
}
