package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.NpyHeader;
import io.nightjar.media.SampleSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes nothing but the array of a recording's levels: the same that {@link SoundAnalysis} writes.
 * Not thread-safe.
 */
public final class SpectrogramArray implements SampleSink {

  private final SpectrogramParameters parameters;
  private final double timeExpansion;
  private Optional<Begun> begun = Optional.empty();

  /** A recording whose channels are known. */
  private record Begun(int sampleRate, SpectrogramBuilder spectrogram) {}

  /**
   * @param timeExpansion how many times slower than life the sound plays
   */
  public SpectrogramArray(SpectrogramParameters parameters, double timeExpansion) {
    this.parameters = parameters;
    this.timeExpansion = timeExpansion;
  }

  /** The most memory that one takes, in bytes. */
  public static long heapBytes(SpectrogramParameters parameters, int channels) {
    return SpectrogramBuilder.heapBytes(parameters, channels) + 16L * parameters.bins();
  }

  @Override
  public void begin(int sampleRate, int channels) {
    begun = Optional.of(new Begun(sampleRate, new SpectrogramBuilder(parameters, channels)));
  }

  @Override
  public void accept(float[] interleaved, int count) {
    begun.orElseThrow().spectrogram().add(interleaved, count);
  }

  /**
   * Writes the array; call once, after at least one sample.
   *
   * @param element how the numbers are written: {@code FLOAT16} or {@code FLOAT32}
   * @return how to read it
   */
  public SoundMetadata.Columns write(NpyHeader.Element element, Path file) throws IOException {
    Begun sound = begun.orElseThrow();
    Spectrogram spectrogram = sound.spectrogram().finish(sound.sampleRate(), timeExpansion);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      NpyWriter.write(spectrogram, element, out);
    }
    return SoundMetadata.Columns.of(spectrogram);
  }
}
