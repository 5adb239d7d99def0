package io.nightjar.imaging;

import java.util.Arrays;

/**
 * How often each unsigned 16-bit value occurs. It is made once and reused: 512 KiB. Not
 * thread-safe.
 */
public final class Histogram {

  private final long[] counts = new long[1 << 16];
  private long total;

  /** Forgets all values. */
  public void clear() {
    Arrays.fill(counts, 0);
    total = 0;
  }

  /** Counts every value of a picture. */
  public void add(GreyPicture picture) {
    add(picture, picture.size().region());
  }

  /**
   * Counts the values of a region.
   *
   * @throws IllegalArgumentException if the region reaches outside the picture
   */
  public void add(GreyPicture picture, Region region) {
    if (!picture.size().contains(region)) {
      throw new IllegalArgumentException(region + " is not within " + picture.size());
    }
    short[] samples = picture.samples();
    for (int y = region.y(); y < region.bottom(); y++) {
      int row = y * picture.size().width();
      for (int i = row + region.x(); i < row + region.right(); i++) {
        counts[samples[i] & 0xffff]++;
      }
    }
    total += region.pixels();
  }

  /** Counts unsigned values. */
  public void add(short[] values) {
    for (short value : values) {
      counts[value & 0xffff]++;
    }
    total += values.length;
  }

  /** Counts one value, 0 … 65,535. */
  public void add(int value) {
    counts[value]++;
    total++;
  }

  /** Counts all that another one has counted as well. */
  public void add(Histogram other) {
    for (int value = 0; value < counts.length; value++) {
      counts[value] += other.counts[value];
    }
    total += other.total;
  }

  /** How often a value, 0 … 65,535, was counted. */
  public long count(int value) {
    return counts[value];
  }

  /** How many values were counted. */
  public long total() {
    return total;
  }

  /**
   * The smallest value that is not exceeded by at least {@code percent} per cent of the values
   * (nearest rank), so 0 gives the minimum, 50 the (lower) median and 100 the maximum.
   *
   * @param percent 0 … 100
   * @throws IllegalArgumentException if {@code percent} is out of range
   * @throws IllegalStateException if nothing was counted
   */
  public int percentile(double percent) {
    if (!(percent >= 0 && percent <= 100)) {
      throw new IllegalArgumentException(percent + " is not a percentage");
    }
    if (total == 0) {
      throw new IllegalStateException("no values");
    }
    long rank = Math.max(1, (long) Math.ceil(percent / 100 * total));
    int value = 0;
    long seen = counts[0];
    while (seen < rank) {
      seen += counts[++value];
    }
    return value;
  }
}
