package io.nightjar.audio.activity;

/**
 * Powers in decibels, to a hundredth: by the exponent of the number, and a table for the first
 * twelve bits behind it. Takes a fifth of the time of a logarithm, of which a minute needs a
 * quarter of a million.
 */
final class LevelTable {

  private static final float QUIETEST = 1e-15f;

  // IEEE 754: 23 bits behind the leading one, and an exponent that counts from −127.
  private static final int MANTISSA_BITS = 23;
  private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
  private static final int BIAS = 127;

  private static final int TABLE_BITS = 12;
  private static final float DECIBELS_PER_OCTAVE = (float) (10 * StrictMath.log10(2));
  private static final float[] MANTISSAS = mantissas();

  private LevelTable() {}

  /**
   * The level of a power, −150 dB or more.
   *
   * @param power not negative; 1 is 0 dB
   */
  static float decibels(float power) {
    int bits = Float.floatToRawIntBits(Math.max(power, QUIETEST));
    return (bits >> MANTISSA_BITS) * DECIBELS_PER_OCTAVE
        + MANTISSAS[(bits & MANTISSA) >> (MANTISSA_BITS - TABLE_BITS)];
  }

  private static float[] mantissas() {
    float[] levels = new float[1 << TABLE_BITS];
    for (int i = 0; i < levels.length; i++) {
      // The middle of what falls to an entry; the exponent's bias is in it, too.
      double middle = 1 + (i + 0.5) / levels.length;
      levels[i] = (float) (10 * StrictMath.log10(middle) - BIAS * DECIBELS_PER_OCTAVE);
    }
    return levels;
  }
}
