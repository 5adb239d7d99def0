package io.nightjar.thermal.telemetry;

import java.util.Arrays;

/** Numbers of 32 bits, one a frame, that grow by a half and never beyond what may come. */
final class IntColumn {
  private final int most;
  private int[] values;
  private int size;

  IntColumn(int most) {
    this.most = most;
    this.values = new int[Math.min(most, Columns.FIRST)];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Columns.grown(size, most));
    }
    values[size++] = value;
  }

  int get(int frame) {
    return values[frame];
  }
}
