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

  private Decibels() {}

  /** Of a power relative to that of a full-scale sine. */
  static float ofPower(float power) {
    return (float) (10 * Math.log10(power + SILENCE));
  }

  /** Of a power relative to that of a full-scale sine, for the picture. */
  static float drawn(float power) {
    return (float) (10 * Math.log10(Math.max(power, NOTHING_DRAWN)));
  }
}
