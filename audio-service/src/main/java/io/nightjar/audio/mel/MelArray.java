package io.nightjar.audio.mel;

import io.nightjar.imaging.NpyColumn;
import io.nightjar.imaging.NpyHeader;
import io.nightjar.media.SampleSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A mel spectrogram in a file that {@code numpy.load} reads: shape (bands, columns), in dB, in
 * Fortran order. The shape stands before the numbers and is known only at their end, so the numbers
 * wait in a file beside it. Not thread-safe; to be closed.
 */
public final class MelArray implements SampleSink, AutoCloseable {

  /** 512 MiB of 32-bit numbers: with 128 bands every 512 samples of 48 kHz some three hours. */
  public static final long MOST_VALUES = 1L << 27;

  private static final int BUFFER = 1 << 16;

  private final MelParameters parameters;
  private final NpyHeader.Element element;
  private final Path numbers;
  private final OutputStream out;
  private final MelSpectrum spectrum;
  private final NpyColumn column;
  private int columns;
  private boolean tooLarge;

  /**
   * Makes the file for the numbers.
   *
   * @param timeExpansion how many times slower than life the sound plays
   * @param element how the numbers are written: {@code FLOAT16} or {@code FLOAT32}
   * @param folder where there is room for them
   */
  public MelArray(
      MelParameters parameters, double timeExpansion, NpyHeader.Element element, Path folder)
      throws IOException {
    this.parameters = parameters;
    this.element = element;
    this.numbers = folder.resolve("numbers");
    this.out = new BufferedOutputStream(Files.newOutputStream(numbers), BUFFER);
    this.column = new NpyColumn(element, parameters.bands());
    this.spectrum = new MelSpectrum(parameters, timeExpansion, this::add);
  }

  /** The most memory that one takes, in bytes. */
  public static long heapBytes(MelParameters parameters, int channels) {
    return MelSpectrum.heapBytes(parameters, channels) + 2L * BUFFER + 4L * parameters.bands();
  }

  @Override
  public void begin(int sampleRate, int channels) {
    spectrum.begin(sampleRate, channels);
  }

  @Override
  public void accept(float[] interleaved, int count) throws IOException {
    if (!tooLarge) {
      spectrum.accept(interleaved, count);
    }
  }

  private void add(float[] decibels) throws IOException {
    tooLarge = (columns + 1L) * parameters.bands() > MOST_VALUES;
    if (!tooLarge) {
      column.write(decibels, out);
      columns++;
    }
  }

  /** Whether the sound is too long for {@link #MOST_VALUES}; then there is nothing to write. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /**
   * Writes the array; call once, after at least one sample.
   *
   * @return how many columns it has
   */
  public int write(Path file) throws IOException {
    spectrum.finish();
    out.close();
    try (OutputStream whole = Files.newOutputStream(file)) {
      whole.write(NpyHeader.of(element, NpyHeader.Order.FORTRAN, parameters.bands(), columns));
      Files.copy(numbers, whole);
    }
    return columns;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
