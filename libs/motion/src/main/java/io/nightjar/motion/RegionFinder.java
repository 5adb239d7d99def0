package io.nightjar.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what stands out in one frame. Not thread-safe. */
final class RegionFinder {

  private static final int MOST_RUNS = 4096;
  private static final int MOST_REGIONS = 96;

  /** Fewer pixels are a spark or a dead pixel. */
  private static final int LEAST_AREA = 4;

  /** A region's pixels stand out by a fifth of its peak or more: the lens blurs, warmth lingers. */
  private static final int PEAK_PARTS = 5;

  private static final Comparator<Region> HEAVIEST_FIRST =
      Comparator.comparingLong(Region::mass)
          .reversed()
          .thenComparing(region -> region.box().top())
          .thenComparing(region -> region.box().left());

  private final int width;
  private final int height;
  private final Runs runs;

  // Of the group whose first run has the same index.
  private final int[] peaks = new int[MOST_RUNS];
  private final int[] peaksAt = new int[MOST_RUNS];
  private final @Nullable Measured[] measured = new Measured[MOST_RUNS];

  RegionFinder(int width, int height) {
    this.width = width;
    this.height = height;
    this.runs = new Runs(width, height, MOST_RUNS);
  }

  /** What is measured of one region. */
  private static final class Measured {
    int left = Integer.MAX_VALUE;
    int top = Integer.MAX_VALUE;
    int right;
    int bottom;
    int area;
    long mass;
    long momentX;
    long momentY;

    void add(int x, int y, int size) {
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
      area++;
      mass += size;
      momentX += (long) size * x;
      momentY += (long) size * y;
    }

    Region region(boolean warm, int peak, boolean foreign) {
      return new Region(
          new Box(left, top, right, bottom),
          warm,
          area,
          mass,
          peak,
          (double) momentX / mass,
          (double) momentY / mass,
          foreign);
    }
  }

  /**
   * Returns the regions of a frame, the heaviest first, at most {@value #MOST_REGIONS}; none if so
   * much stands out that it is no scene with animals.
   *
   * @param background what was compared
   * @param low every pixel of a region stands out by more
   * @param high its peak reaches this
   */
  List<Region> find(Background background, int low, int high) {
    if (!runs.find(background, low) || runs.count() == 0) {
      return List.of();
    }
    int[] values = background.smooth();
    runs.join();
    findPeaks(values);
    measure(values, low, high);
    return collect(background, high);
  }

  private void findPeaks(int[] values) {
    Arrays.fill(peaks, 0, runs.count(), 0);
    for (int y = 0; y < height; y++) {
      for (int run = runs.firstOf(y); run < runs.firstOf(y + 1); run++) {
        int root = runs.root(run);
        int sign = runs.warm(run) ? 1 : -1;
        for (int x = runs.start(run); x < runs.end(run); x++) {
          int value = sign * values[y * width + x];
          if (value > peaks[root]) {
            peaks[root] = value;
            peaksAt[root] = y * width + x;
          }
        }
      }
    }
  }

  private void measure(int[] values, int low, int high) {
    for (int y = 0; y < height; y++) {
      for (int run = runs.firstOf(y); run < runs.firstOf(y + 1); run++) {
        int root = runs.root(run);
        if (peaks[root] >= high) {
          measureRun(run, y, Math.max(low, peaks[root] / PEAK_PARTS), values, root);
        }
      }
    }
  }

  private void measureRun(int run, int y, int threshold, int[] values, int root) {
    Measured into = measured[root];
    if (into == null) {
      into = new Measured();
      measured[root] = into;
    }
    int sign = runs.warm(run) ? 1 : -1;
    for (int x = runs.start(run); x < runs.end(run); x++) {
      int size = sign * values[y * width + x];
      if (size > threshold) {
        into.add(x, y, size);
      }
    }
  }

  private List<Region> collect(Background background, int high) {
    List<Region> regions = new ArrayList<>();
    for (int run = 0; run < runs.count(); run++) {
      Measured of = measured[run];
      measured[run] = null;
      if (of != null && peaks[run] >= high && of.area >= LEAST_AREA) {
        boolean foreign = background.isForeign(peaksAt[run]);
        regions.add(of.region(runs.warm(run), peaks[run], foreign));
      }
    }
    regions.sort(HEAVIEST_FIRST);
    return regions.size() <= MOST_REGIONS ? regions : regions.subList(0, MOST_REGIONS);
  }
}
