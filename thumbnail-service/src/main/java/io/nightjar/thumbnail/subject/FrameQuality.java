package io.nightjar.thumbnail.subject;

import io.nightjar.cptv.Frame;



import io.nightjar.imaging.Histogram;

/** How far a frame is to be trusted, judged by itself. Not thread-safe: it reuses its buffer. */
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

  private final Histogram steps = new Histogram();

  /** Whether it shows a scene at all, rather than noise. */
  boolean showsScene(Frame frame) {
    short[] pixels = frame.pixels();
    steps.clear();
    steps.add(0);
    for (int i = 1; i < pixels.length; i++) {
      steps.add(Math.abs((pixels[i] & 0xffff) - (pixels[i - 1] & 0xffff)));
    }
    return steps.percentile(50) <= ROUGH;
  }

  /** Whether a pixel is 0, which comes from dead pixels and lost synchronisation only. */
  static boolean hasZeros(Frame frame) {
    for (short pixel : frame.pixels()) {
      if (pixel == 0) {
        return true;
      }
    }
    return false;
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
