package io.nightjar.audio.render;

import io.nightjar.media.DecodedSound;
import io.nightjar.pipeline.event.Render;

/**
 * A few facts for the completion event. Times and frequencies are those of life.
 *
 * @param artefact what was made
 * @param durationSeconds of the sound
 * @param sampleRateHertz of the microphone
 * @param rows frequencies or bands: the first dimension
 * @param columns the second one
 * @param firstColumnSeconds centre of column 0
 * @param secondsPerColumn from one centre to the next
 */
record ArraySummary(
    String artefact,
    double durationSeconds,
    int sampleRateHertz,
    int rows,
    int columns,
    double firstColumnSeconds,
    double secondsPerColumn) {

  static ArraySummary of(
      Render.OfSound render, ArrayMaker.Axes axes, DecodedSound sound, double timeExpansion) {
    int rate = (int) Math.round(sound.sampleRate() * timeExpansion);
    return new ArraySummary(
        render.named(),
        (double) sound.samples() / rate,
        rate,
        axes.rows(),
        axes.columns(),
        axes.firstCentre() / rate,
        axes.hop() / rate);
  }
}
