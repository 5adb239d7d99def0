package io.nightjar.imaging;

import java.util.Arrays;

/**
 * Scales a picture of 16-bit values, before it gets its colours: colours of a palette cannot be
 * averaged.
 *
 * <p>Each axis by itself: where it shrinks, each target pixel is the exact average of the area it
 * covers; where it grows, it is interpolated by Catmull–Rom's cubic (B = 0, C = ½ in Mitchell and
 * Netravali, "Reconstruction Filters in Computer Graphics", 1988), which passes through the given
 * values. Pixel centres lie at ½; beyond the edge the edge's value holds.
 *
 * <p>Working memory is one source row, one target row and the taps of both axes; time is about one
 * multiplication for each source pixel, or eight for each target pixel.
 */
public final class Resampler {

  private static final int MARGIN = 2;

  private final Taps across;
  private final Taps down;
  private final Region crop;
  private final Size target;

  /** A row of the source, and beyond its ends the ends' values, as far as the cubic reaches. */
  private final float[] row;

  /** Scales {@code crop} of pictures to {@code target}. */
  public Resampler(Region crop, Size target) {
    this.crop = crop;
    this.target = target;
    this.across = Taps.of(crop.width(), target.width());
    this.down = Taps.of(crop.height(), target.height());
    this.row = new float[crop.width() + 2 * MARGIN];
  }

  /** A whole picture scaled to {@code target}. */
  public static GreyPicture resize(GreyPicture source, Size target) {
    return new Resampler(source.size().region(), target).apply(source);
  }

  /**
   * Scales one picture.
   *
   * @throws IllegalArgumentException if the region to scale reaches outside the picture
   */
  public GreyPicture apply(GreyPicture source) {
    var scaled = new GreyPicture(target);
    apply(source, scaled);
    return scaled;
  }

  /**
   * Scales one picture into another that the caller reuses. Allocates nothing.
   *
   * @param scaled of the target's size
   * @throws IllegalArgumentException if the region to scale reaches outside the picture, or {@code
   *     scaled} has another size
   */
  public void apply(GreyPicture source, GreyPicture scaled) {
    if (!source.size().contains(crop)) {
      throw new IllegalArgumentException(crop + " is not within " + source.size());
    }
    if (!scaled.size().equals(target)) {
      throw new IllegalArgumentException(scaled.size() + " is not " + target);
    }
    for (int y = 0; y < target.height(); y++) {
      combineRows(source, y);
      scaleRow(scaled.samples(), y * target.width());
    }
  }

  private void combineRows(GreyPicture source, int y) {
    short[] samples = source.samples();
    int width = crop.width();
    int tapsEnd = down.start(y + 1);
    Arrays.fill(row, 0);
    for (int tap = down.start(y); tap < tapsEnd; tap++) {
      float weight = down.weight(tap);
      int from = (crop.y() + down.position(tap)) * source.size().width() + crop.x();
      for (int x = 0; x < width; x++) {
        row[MARGIN + x] += weight * (samples[from + x] & 0xffff);
      }
    }
    Arrays.fill(row, 0, MARGIN, row[MARGIN]);
    Arrays.fill(row, MARGIN + width, row.length, row[MARGIN + width - 1]);
  }

  private void scaleRow(short[] samples, int offset) {
    if (across.cubic()) {
      scaleRowByCubics(samples, offset);
      return;
    }
    for (int x = 0; x < target.width(); x++) {
      float sum = 0;
      int tapsEnd = across.start(x + 1);
      for (int tap = across.start(x); tap < tapsEnd; tap++) {
        sum += across.weight(tap) * row[MARGIN + across.position(tap)];
      }
      samples[offset + x] = (short) Math.clamp(Math.round(sum), 0, 0xffff);
    }
  }

  /** The same sums in the same order, without a look-up and a test for each tap. */
  private void scaleRowByCubics(short[] samples, int offset) {
    for (int x = 0; x < target.width(); x++) {
      int tap = Taps.CUBIC_TAPS * x;
      int at = MARGIN + across.first(x);
      float sum =
          across.weight(tap) * row[at]
              + across.weight(tap + 1) * row[at + 1]
              + across.weight(tap + 2) * row[at + 2]
              + across.weight(tap + 3) * row[at + 3];
      samples[offset + x] = (short) Math.clamp(Math.round(sum), 0, 0xffff);
    }
  }
}
