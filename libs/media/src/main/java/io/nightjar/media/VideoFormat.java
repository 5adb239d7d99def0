package io.nightjar.media;

/**
 * What a video is to be.
 *
 * @param width in pixels, even, 16 … {@value #LONGEST_SIDE}
 * @param height in pixels, likewise
 * @param framesPerSecond 1 … 240, the same all through
 * @param quantiser how coarse it is: {@value #FINEST} (finest) … {@value #COARSEST}; 6 more take
 *     about half the bytes
 */
public record VideoFormat(int width, int height, int framesPerSecond, int quantiser) {

  /** The longest side that is encoded. */
  public static final int LONGEST_SIDE = 2048;

  /**
   * The finest quantiser: of noise in black and white OpenH264 fails up to 16, because a frame
   * outgrows its buffer, and from 18 on it does not.
   */
  public static final int FINEST = 20;

  private static final int SHORTEST_SIDE = 16;
  private static final int FASTEST = 240;

  /** The coarsest quantiser. */
  public static final int COARSEST = 51;

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  public VideoFormat {
    if (!isSide(width) || !isSide(height)) {
      throw new IllegalArgumentException(
          "a video's sides are even, 16 … 2048 pixels: " + width + " × " + height);
    }
    if (framesPerSecond < 1 || framesPerSecond > FASTEST) {
      throw new IllegalArgumentException("1 … 240 frames a second: " + framesPerSecond);
    }
    if (quantiser < FINEST || quantiser > COARSEST) {
      throw new IllegalArgumentException("a quantiser is 20 … 51: " + quantiser);
    }
  }

  private static boolean isSide(int length) {
    return length >= SHORTEST_SIDE && length <= LONGEST_SIDE && length % 2 == 0;
  }

  /** Pixels of a frame. */
  int pixels() {
    return width * height;
  }
}
