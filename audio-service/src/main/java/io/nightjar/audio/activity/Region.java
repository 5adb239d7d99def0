package io.nightjar.audio.activity;

/**
 * A piece of a block that stands out, in steps and bands.
 *
 * @param firstStep the first one
 * @param endStep the first one behind it
 * @param firstBand the first one
 * @param endBand the first one above it
 * @param cells that stand out in it
 * @param contrast of the one that stands out most: dB above the noise and above what the bands
 *     around have at the same time
 * @param decibels of the loudest one
 */
record Region(
    int firstStep,
    int endStep,
    int firstBand,
    int endBand,
    int cells,
    float contrast,
    float decibels) {

  int steps() {
    return endStep - firstStep;
  }

  int bands() {
    return endBand - firstBand;
  }
}
