package io.nightjar.imaging.webp;

/** How a square of samples is guessed from those above it and to its left (RFC 6386, 12.2). */
enum Prediction {
  /** Their mean. */
  MEAN,
  /** Those above, downwards. */
  DOWN,
  /** Those to the left, to the right. */
  ACROSS,
  /** Both, less the one between them. */
  SLOPE;

  private static final int NOTHING_KNOWN = 128;

  /** Writes the guess into its place. */
  void fill(Plane plane, int left, int top, int side) {
    switch (this) {
      case MEAN -> {
        int mean = mean(plane, left, top, side);
        for (int y = top; y < top + side; y++) {
          plane.fill(left, y, side, mean);
        }
      }
      case DOWN -> plane.repeatAbove(left, top, side);
      case ACROSS -> {
        for (int y = top; y < top + side; y++) {
          plane.fill(left, y, side, plane.get(left - 1, y));
        }
      }
      case SLOPE -> slope(plane, left, top, side);
    }
  }

  private static void slope(Plane plane, int left, int top, int side) {
    int corner = plane.get(left - 1, top - 1);
    for (int y = top; y < top + side; y++) {
      int step = plane.get(left - 1, y) - corner;
      for (int x = left; x < left + side; x++) {
        plane.set(x, y, plane.get(x, top - 1) + step);
      }
    }
  }

  private static int mean(Plane plane, int left, int top, int side) {
    int sum = 0;
    int count = 0;
    for (int i = 0; i < side && top > 0; i++, count++) {
      sum += plane.get(left + i, top - 1);
    }
    for (int i = 0; i < side && left > 0; i++, count++) {
      sum += plane.get(left - 1, top + i);
    }
    return count == 0 ? NOTHING_KNOWN : (sum + count / 2) / count;
  }

  /** Writes which one it is, for a square of brightness: all 16 × 16 at once. */
  void writeLuma(BooleanEncoder header) {
    header.write(145, true);
    boolean second = this == ACROSS || this == SLOPE;
    header.write(156, second);
    header.write(second ? 128 : 163, this == SLOPE || this == DOWN);
  }

  /** Writes which one it is, for both squares of colour. */
  void writeChroma(BooleanEncoder header) {
    header.write(142, this != MEAN);
    if (this != MEAN) {
      header.write(114, this != DOWN);
      if (this != DOWN) {
        header.write(183, this == SLOPE);
      }
    }
  }
}
