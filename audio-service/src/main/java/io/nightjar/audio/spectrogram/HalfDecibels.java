package io.nightjar.audio.spectrogram;

import io.nightjar.pipeline.event.Render;

/** Levels as tiles have them: {@code 2 · (dB + 127.5)}, 0 … 255. */
final class HalfDecibels {
  private static final int HIGHEST = 255;
  private static final byte[] VALUES = values();

  private HalfDecibels() {}

  /**
   * The value of a power, by its {@link Decibels#code}: six hours have two thousand million of
   * them, and a logarithm takes five times as long.
   *
   * @param power relative to that of a full-scale sine, not negative
   */
  static byte of(float power) {
    return VALUES[Decibels.code(power)];
  }

  private static byte[] values() {
    byte[] values = new byte[Decibels.codes()];
    for (int code = 0; code < values.length; code++) {
      double above = Decibels.exact(code) - Render.SpectrogramTiles.LOWEST_DECIBELS;
      long steps = Math.round(above / Render.SpectrogramTiles.DECIBELS_PER_STEP);
      values[code] = (byte) Math.clamp(steps, 0, HIGHEST);
    }
    return values;
  }
}
