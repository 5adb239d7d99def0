package io.nightjar.audio.spectrogram;

/** Levels in half decibels, as tiles have them: {@code 2 · (dB + 127.5)}, 0 … 255. */
final class HalfDecibels {
  private static final double LOWEST_DECIBELS = -127.5;
  private static final double STEPS_PER_DECIBEL = 2;
  private static final int HIGHEST = 255;

  /**
   * So much of a number's end is left out: seven bits of its mantissa stay, a 30th of a decibel.
   */
  private static final int LEFT_OUT = 16;

  private static final byte[] VALUES = values();

  private HalfDecibels() {}

  /**
   * The value of a power, by its first bits: six hours have two thousand million of them, and a
   * logarithm takes five times as long.
   *
   * @param power relative to that of a full-scale sine, not negative
   */
  static byte of(float power) {
    return VALUES[(Float.floatToRawIntBits(power) + (1 << (LEFT_OUT - 1))) >>> LEFT_OUT];
  }

  private static byte[] values() {
    byte[] values = new byte[(1 << (Integer.SIZE - 1 - LEFT_OUT)) + 1];
    for (int i = 0; i < values.length; i++) {
      double power = Float.intBitsToFloat(i << LEFT_OUT);
      double steps = (10 * StrictMath.log10(power) - LOWEST_DECIBELS) * STEPS_PER_DECIBEL;
      values[i] = (byte) Math.clamp(Math.round(steps), 0, HIGHEST);
    }
    return values;
  }
}
