package io.nightjar.pipeline.sweep;

import io.nightjar.pipeline.identity.RecordingId;
import java.util.Arrays;
import java.util.UUID;

/** Ids in 16 bytes each, in their order, for as many as fit: a block out of a long listing. */
final class RecordingIds {
  private final long[] high;
  private final long[] low;
  private int size;

  RecordingIds(int most) {
    this.high = new long[most];
    this.low = new long[most];
  }

  boolean isFull() {
    return size == high.length;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds an id that is greater than all before it. */
  void add(RecordingId id) {
    UUID value = id.value();
    if (size > 0 && compare(last().value(), value) >= 0) {
      throw new IllegalStateException("the store does not list in key order: " + id);
    }
    high[size] = value.getMostSignificantBits();
    low[size] = value.getLeastSignificantBits();
    size++;
  }

  RecordingId last() {
    return new RecordingId(new UUID(high[size - 1], low[size - 1]));
  }

  boolean contains(RecordingId id) {
    long h = id.value().getMostSignificantBits();
    long l = id.value().getLeastSignificantBits();
    int index = Arrays.binarySearch(high, 0, size, h);
    if (index < 0) {
      return false;
    }
    int first = index;
    while (first > 0 && high[first - 1] == h) {
      first--;
    }
    for (int n = first; n < size && high[n] == h; n++) {
      if (low[n] == l) {
        return true;
      }
    }
    return false;
  }

  /** The order of their texts, which is that of keys: unsigned, unlike {@link UUID#compareTo}. */
  static int compare(UUID a, UUID b) {
    int byHigh = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
    return byHigh != 0
        ? byHigh
        : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
  }
}
