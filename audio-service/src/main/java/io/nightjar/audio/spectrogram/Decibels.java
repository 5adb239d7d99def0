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

  /** Bits of a float that {@link #code} leaves out: 7 stay behind the leading one. */
  private static final int LEFT_OUT = 16;

  private static final float[] LEVELS = levels();

  private Decibels() {}

  /** Of a power relative to that of a full-scale sine. */
  static float ofPower(float power) {
    return (float) (10 * Math.log10(power + SILENCE));
  }

  /**
   * A power in sixteen bits, for the picture: the upper half of the number as a float, rounded. The
   * greater of two powers has the greater code. It takes a seventh of the time of a level in
   * decibels, of which a recording of a minute has two million.
   *
   * @param power not negative
   */
  static short code(float power) {
    return (short) ((Float.floatToRawIntBits(power) + (1 << (LEFT_OUT - 1))) >> LEFT_OUT);
  }

  /**
   * The level that is drawn for a power, from {@link #LOWEST_DRAWN} up, to 0.02 dB.
   *
   * @param code as {@link #code} gives it
   */
  static float ofCode(short code) {
    return LEVELS[code];
  }

  private static float[] levels() {
    float[] levels = new float[1 << (LEFT_OUT - 1)];
    for (int code = 0; code < levels.length; code++) {
      levels[code] = Math.max(LOWEST_DRAWN, (float) exact(code));
    }
    return levels;
  }

  /** The level that a code stands for, in dB; minus infinity for that of nothing. */
  static double exact(int code) {
    return 10 * StrictMath.log10(Float.intBitsToFloat(code << LEFT_OUT));
  }

  /** How many codes there are. */
  static int codes() {
    return LEVELS.length;
  }
}
