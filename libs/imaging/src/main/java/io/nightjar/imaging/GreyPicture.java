package io.nightjar.imaging;

import java.util.Locale;

/** A picture of unsigned 16-bit values, such as a thermal frame. Not thread-safe. */
public final class GreyPicture implements Picture {

  private final Size size;
  private final short[] samples;

  /** A picture of zeros. */
  public GreyPicture(Size size) {
    this(size, new short[size.pixels()]);
  }

  /**
   * A picture over the caller's values, which are not copied.
   *
   * @param samples one unsigned value a pixel, {@code width × height} of them
   * @throws IllegalArgumentException if there are more or fewer values than pixels
   */
  public GreyPicture(Size size, short[] samples) {
    if (samples.length != size.pixels()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d values for %d pixels", samples.length, size.pixels()));
    }
    this.size = size;
    this.samples = samples;
  }

  @Override
  public Size size() {
    return size;
  }

  /** The values themselves, not a copy: unsigned, at {@code y × width + x}. */
  public short[] samples() {
    return samples;
  }

  /** The value at column {@code x}, row {@code y}: 0 … 65,535. */
  public int sample(int x, int y) {
    return Short.toUnsignedInt(samples[y * size.width() + x]);
  }
}
