package io.nightjar.audio.spectrogram;

/** Levels relative to full scale: 0 dBFS is a sine of amplitude 1. */
final class Decibels {

  /** Keeps silence finite, at −100 dB; the value that librosa and OpenSoundscape use. */
  private static final double SILENCE = 1e-10;

  /** The lowest level there is. */
  static final float LOWEST = -100f;

  private Decibels() {}

  /** Of a power relative to that of a full-scale sine. */
  static float ofPower(float power) {
    return (float) (10 * Math.log10(power + SILENCE));
  }
}
