package io.nightjar.audio.activity;

import java.util.Arrays;

/**
 * The noise of each band over some seconds: the level that three tenths of its steps lie below.
 * What lasts longer than the rest of that time, as rain, a stream, cicadas or a hum, is noise by
 * this.
 */
final class NoiseFloor {

  private static final double LEVEL_SHARE = 0.3;
  private static final double SPREAD_SHARE = 0.1;

  /** Below this there is no microphone's noise, only digital silence. */
  private static final float LOWEST = -100f;

  /** A tone is a signal from here on, above noise that hardly varies. */
  static final float LEAST_CONTRAST = 9f;

  /** Noise that varies more, as wind's does, has to be exceeded by more. */
  private static final float SPREADS = 3.5f;

  private final float[] levels;
  private final float[] contrasts;

  private NoiseFloor(float[] levels, float[] contrasts) {
    this.levels = levels;
    this.contrasts = contrasts;
  }

  /** That of at least one step. */
  static NoiseFloor of(LevelBlock block) {
    int bands = block.bands();
    float[] floors = new float[bands];
    float[] contrasts = new float[bands];
    float[] sorted = new float[block.steps()];
    for (int band = 0; band < bands; band++) {
      for (int step = 0; step < sorted.length; step++) {
        sorted[step] = block.level(step, band);
      }
      Arrays.sort(sorted);
      float level = sorted[(int) (LEVEL_SHARE * (sorted.length - 1))];
      float spread = level - sorted[(int) (SPREAD_SHARE * (sorted.length - 1))];
      floors[band] = Math.max(LOWEST, level);
      contrasts[band] = Math.max(LEAST_CONTRAST, SPREADS * spread);
    }
    return new NoiseFloor(floors, contrasts);
  }

  /** Of a band, in dB. */
  float level(int band) {
    return levels[band];
  }

  /** By how much a signal exceeds it, in dB. */
  float leastContrast(int band) {
    return contrasts[band];
  }
}
