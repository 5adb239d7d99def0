package io.nightjar.motion;

/**
 * Judges from time and noise how a frame is to be taken: whether the scene is being learned,
 * whether a flat-field correction has come between, whether the sensor lost its synchronisation.
 * Not thread-safe.
 */
public final class SceneState {

  /** How a frame is to be taken. */
  public enum Kind {
    /** One of the first of a scene, of which the background is the mean. */
    SETTLING,
    /** Follows others of the same scene. */
    STEADY,
    /** The first after a correction: all but what is followed is learned anew. */
    CORRECTED,
    /** Much noisier than those before: nothing is learned from it, and nothing new believed. */
    DISTURBED
  }

  /** A frame is disturbed if its noise is so many times that of those before, and so much more. */
  private static final int NOISY = 3;

  private static final int MARGIN = 2 * Background.SCALE;

  /** If so many in a row are, it is another scene. */
  private static final int ANOTHER_SCENE = 3;

  private static final double NOISE_GAIN = 0.1;

  private long since = Long.MAX_VALUE;
  private int frames;
  private int disturbed;
  private double noise = -1;

  /**
   * Judges the next frame.
   *
   * @param deviation of its noise, in sixteenths
   * @param sinceCorrection milliseconds, or negative if unknown
   */
  public Kind judge(int deviation, long sinceCorrection) {
    boolean corrected = sinceCorrection >= 0 && sinceCorrection < since && frames > 0;
    since = sinceCorrection >= 0 ? sinceCorrection : since;
    boolean noisy = noise >= 0 && frames > 1 && deviation > NOISY * noise + MARGIN;
    disturbed = noisy ? disturbed + 1 : 0;
    if (corrected || disturbed >= ANOTHER_SCENE) {
      disturbed = 0;
      frames = 1;
      return Kind.CORRECTED;
    }
    if (noisy) {
      return Kind.DISTURBED;
    }
    noise = noise < 0 || frames < 2 ? deviation : noise + NOISE_GAIN * (deviation - noise);
    frames++;
    return frames <= Background.SETTLING_FRAMES ? Kind.SETTLING : Kind.STEADY;
  }

  /** How many frames of this scene there were, the last one included. */
  int frames() {
    return frames;
  }

  /** The usual deviation of noise, in sixteenths; negative if unknown. */
  public double noise() {
    return noise;
  }
}
