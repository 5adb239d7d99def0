package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;

/** How far a frame is to be trusted, judged by itself. */
final class FrameQuality {

  /**
   * So long after a flat-field correction pixels are not to be trusted; the limit of the field's
   * classifiers.
   */
  private static final long FFC_MILLIS = 9_900;

  /**
   * Neighbours in a row that typically differ by more than this, in counts, show no scene. Real
   * scenes have 3 to 17, a sensor that lost its synchronisation 1,000, a broken encoder more.
   */
  private static final int ROUGH = 200;

  private FrameQuality() {}

  /**
   * Whether it shows a scene at all, rather than noise: the steps between neighbours, that before
   * the first pixel taken for 0, have a median of at most {@link #ROUGH}.
   *
   * @param every how many rows to go on by: each n-th is enough of a large frame
   */
  static boolean showsScene(Frame frame, int every) {
    short[] pixels = frame.pixels();
    int smooth = 1;
    int steps = 1;
    for (int row = 0; row < frame.height(); row += every) {
      int first = Math.max(1, row * frame.width());
      int end = (row + 1) * frame.width();
      smooth += smoothSteps(pixels, first, end);
      steps += end - first;
    }
    return 2L * smooth >= steps;
  }

  private static int smoothSteps(short[] pixels, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      int step = Math.abs((pixels[i] & 0xffff) - (pixels[i - 1] & 0xffff));
      count += step <= ROUGH ? 1 : 0;
    }
    return count;
  }

  /** Whether a pixel is 0, which comes from dead pixels and lost synchronisation only. */
  static boolean hasZeros(Frame frame) {
    int zeros = 0;
    for (short pixel : frame.pixels()) {
      zeros += pixel == 0 ? 1 : 0;
    }
    return zeros > 0;
  }

  /** Whether it was taken soon after a flat-field correction, as far as its telemetry tells. */
  static boolean disturbedByFfc(Frame frame) {
    if (frame.timeOnMillis().isEmpty() || frame.lastFfcMillis().isEmpty()) {
      return false;
    }
    long since = frame.timeOnMillis().getAsLong() - frame.lastFfcMillis().getAsLong();
    return since >= 0 && since < FFC_MILLIS;
  }
}
