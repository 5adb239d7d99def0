package io.nightjar.media;

/**
 * What was decoded.
 *
 * @param sampleRate in Hz, of the samples handed to the sink
 * @param channels how many were mixed to one
 * @param samples how many samples the sink got
 * @param replacedSamples how many of them were no number or beyond {@link SampleSink#LOUDEST}, and
 *     were replaced
 */
public record DecodedSound(int sampleRate, int channels, long samples, long replacedSamples) {

  /** The decoded length in seconds. */
  public double seconds() {
    return (double) samples / sampleRate;
  }
}
