package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.util.Optional;

/**
 * What stands out in one frame, given those before it: differences to the background, smoothed;
 * which pixels are warm or cold beyond noise; the most conspicuous blob. Its buffers are used again
 * for the next frame. Not thread-safe.
 */
final class Sighting {

  /** Beyond noise: so many standard deviations … */
  private static final double THRESHOLD_NOISE = 6;

  /** … and at least so many counts. */
  private static final int THRESHOLD_COUNTS = 12;

  private final Size size;
  private final Background background;
  private final Smoothing smoothing;
  private final Spread spread;
  private final BlobSearch search;
  private final int[] differences;
  private byte[] signs;
  private byte[] signsBefore;
  private Optional<Blob> blob = Optional.empty();
  private double contrast;
  private double contrastBefore;

  Sighting(Size size) {
    int width = size.width();
    int height = size.height();
    this.size = size;
    this.background = new Background(width, height);
    this.smoothing = new Smoothing(width, height);
    this.spread = new Spread(width, height);
    this.search = new BlobSearch(width, height);
    this.differences = new int[size.pixels()];
    this.signs = new byte[size.pixels()];
    this.signsBefore = new byte[size.pixels()];
  }

  /** Looks at the next frame. */
  void look(short[] pixels) {
    background.subtractFrom(pixels, differences);
    smoothing.apply(differences);
    spread.measure(differences);
    mark(Math.max(THRESHOLD_NOISE * spread.noise(), THRESHOLD_COUNTS * Background.SCALE));
    blob = search.mostConspicuous(differences, signs);
    contrastBefore = contrast;
    contrast = (double) (spread.percentile(99) - spread.median()) / Background.SCALE;
  }

  private void mark(double threshold) {
    byte[] older = signsBefore;
    signsBefore = signs;
    signs = older;
    for (int i = 0; i < differences.length; i++) {
      signs[i] = (byte) (differences[i] > threshold ? 1 : differences[i] < -threshold ? -1 : 0);
    }
  }

  /** The blob of this frame, if there is one that was there in the frame before. */
  Optional<Blob> blob() {
    return blob.filter(b -> supports(signsBefore, b));
  }

  /** Whether a blob of the frame before is still there. */
  boolean stillThere(Blob before) {
    return supports(signs, before);
  }

  /** How far the warmest hundredth of the picture stands out, in this frame and the one before. */
  double steadyContrast() {
    return Math.min(contrast, contrastBefore);
  }

  /**
   * Whether near the blob at least a third as many pixels of its kind are marked: animals move, but
   * don't vanish.
   */
  private boolean supports(byte[] marks, Blob of) {
    Region region = of.region();
    int reach = 4 + Math.max(region.width(), region.height()) / 2;
    int right = Math.min(size.width(), region.right() + reach);
    int bottom = Math.min(size.height(), region.bottom() + reach);
    int sign = of.warm() ? 1 : -1;
    int count = 0;
    for (int y = Math.max(0, region.y() - reach); y < bottom; y++) {
      for (int x = Math.max(0, region.x() - reach); x < right; x++) {
        if (marks[y * size.width() + x] == sign) {
          count++;
        }
      }
    }
    return 3 * count >= of.area();
  }
}
