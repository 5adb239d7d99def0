package io.nightjar.audio.spectrogram;

/** Levels relative to full scale: 0 dBFS is a sine of amplitude 1. */
final class Decibels {

  /** Keeps silence finite, at −100 dB; the value that librosa and OpenSoundscape use. */
  private static final double SILENCE = 1e-10;

  /**
   * The lowest level that is drawn. Lower than that of the array: a quiet recording of 16 bits has
   * its noise at −120 dB a bin, and 24 bits or the transform's own rounding are not far above this.
   */
  static final float LOWEST_DRAWN = -150f;

  private static final double NOTHING_DRAWN = 1e-15;

  // IEEE 754: 23 bits behind the leading one, and an exponent that counts from −127.
  private static final int MANTISSA_BITS = 23;
  private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;
  private static final int BIAS = 127;

  private static final int TABLE_BITS = 12;
  private static final float HUNDREDTHS_PER_OCTAVE = (float) (1000 * StrictMath.log10(2));
  private static final float[] MANTISSAS = mantissas();

  private Decibels() {}

  /** Of a power relative to that of a full-scale sine. */
  static float ofPower(float power) {
    return (float) (10 * Math.log10(power + SILENCE));
  }

  /** Of a power relative to that of a full-scale sine, for the picture. */
  static float drawn(float power) {
    return (float) (10 * Math.log10(Math.max(power, NOTHING_DRAWN)));
  }

  /**
   * {@link #drawn} in hundredths of a decibel, to one of them. By the exponent of the number, and a
   * table for the first twelve bits behind it: a fifth of the time of a logarithm, of which a
   * recording of a minute needs two million.
   */
  static short drawnHundredths(float power) {
    int bits = Float.floatToRawIntBits(Math.max(power, (float) NOTHING_DRAWN));
    float level = (bits >> MANTISSA_BITS) * HUNDREDTHS_PER_OCTAVE;
    return (short) Math.round(level + MANTISSAS[(bits & MANTISSA) >> (MANTISSA_BITS - TABLE_BITS)]);
  }

  private static float[] mantissas() {
    float[] levels = new float[1 << TABLE_BITS];
    for (int i = 0; i < levels.length; i++) {
      // The middle of what falls to an entry; the exponent's bias is in it, too.
      double middle = 1 + (i + 0.5) / levels.length;
      levels[i] = (float) (1000 * StrictMath.log10(middle) - BIAS * HUNDREDTHS_PER_OCTAVE);
    }
    return levels;
  }
}
