package io.nightjar.audio.spectrogram;

/**
 * What is made of each recording beside its picture and what is told of it.
 *
 * @param array whether {@value SoundAnalysis#ARRAY} is written
 * @param waveform whether {@value SoundAnalysis#WAVEFORM} is written
 */
public record SoundArtefacts(boolean array, boolean waveform) {

  /** What stays small beside the recording. */
  public static final SoundArtefacts USUAL = new SoundArtefacts(false, true);
}
