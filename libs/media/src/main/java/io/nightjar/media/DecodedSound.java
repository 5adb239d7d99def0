package io.nightjar.media;

import java.util.List;

/**
 * What was decoded.
 *
 * @param sampleRate in Hz, of the samples handed to the sink
 * @param channels how many are interleaved
 * @param samples how many samples of one channel the sink got
 * @param replacedSamples how many samples, of all channels, were no number or beyond {@link
 *     SampleSink#LOUDEST}, and were replaced
 * @param notes what the file's headers got wrong although nothing is lost, in words
 */
public record DecodedSound(
    int sampleRate, int channels, long samples, long replacedSamples, List<String> notes) {

  public DecodedSound {
    notes = List.copyOf(notes);
  }

  /** The decoded length in seconds. */
  public double seconds() {
    return (double) samples / sampleRate;
  }
}
