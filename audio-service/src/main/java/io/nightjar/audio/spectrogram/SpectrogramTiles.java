package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.tile.TileBuilder;
import io.nightjar.imaging.tile.TilePyramid;
import io.nightjar.media.SampleSink;
import io.nightjar.spectrum.Stft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes tiles of a recording's spectrogram: at the finest zoom a pixel for each spectrum and each
 * frequency but that at half the sample rate, which is part of the one below it. Values are {@link
 * HalfDecibels}. Not thread-safe; to be closed.
 */
public final class SpectrogramTiles implements SampleSink, AutoCloseable {
  private final SpectrogramParameters parameters;
  private final double timeExpansion;
  private final Path folder;
  private final int from;
  private final OptionalInt to;
  private final byte[] column;
  private Optional<Begun> begun = Optional.empty();

  /** A recording whose channels are known. */
  private record Begun(double spectraPerSecond, Stft stft, TileBuilder tiles) {}

  /**
   * @param timeExpansion how many times slower than life the sound plays
   * @param folder where finished tiles wait
   * @param from the second of life from which on tiles are wanted
   * @param to the second up to which they are; to the end if it is absent
   */
  public SpectrogramTiles(
      SpectrogramParameters parameters,
      double timeExpansion,
      Path folder,
      int from,
      OptionalInt to) {
    this.parameters = parameters;
    this.timeExpansion = timeExpansion;
    this.folder = folder;
    this.from = from;
    this.to = to;
    this.column = new byte[rows(parameters)];
  }

  /** The most memory that one takes, in bytes. */
  public static long heapBytes(SpectrogramParameters parameters, int channels) {
    return Stft.heapBytes(parameters.transform(), channels)
        + TileBuilder.heapBytes(rows(parameters))
        + rows(parameters);
  }

  /** Of the finest zoom. */
  private static int rows(SpectrogramParameters parameters) {
    return parameters.window() / 2;
  }

  @Override
  public void begin(int sampleRate, int channels) {
    double spectraPerSecond = sampleRate * timeExpansion / parameters.hop();
    long first = (long) Math.floor(from * spectraPerSecond);
    long end = to.isPresent() ? (long) Math.ceil(to.getAsInt() * spectraPerSecond) : Long.MAX_VALUE;
    TileBuilder tiles = new TileBuilder(folder, rows(parameters), first, end);
    Stft stft = new Stft(parameters.transform(), channels, this::add);
    begun = Optional.of(new Begun(spectraPerSecond, stft, tiles));
  }

  private void add(float[] power) {
    int rows = column.length;
    for (int bin = 0; bin < rows; bin++) {
      column[rows - 1 - bin] = HalfDecibels.of(power[bin]);
    }
    column[0] = HalfDecibels.of(Math.max(power[rows - 1], power[rows]));
    try {
      begun.orElseThrow().tiles().add(column);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(float[] interleaved, int count) {
    begun.orElseThrow().stft().add(interleaved, count);
  }

  /**
   * Writes the tiles; call once, after at least one sample.
   *
   * @return what the file holds: a unit across is a second of life, one up is a hertz
   */
  public TilePyramid write(Path file) throws IOException {
    Begun sound = begun.orElseThrow();
    sound.stft().finish();
    double hertz = sound.spectraPerSecond() * parameters.hop() / parameters.window();
    return sound.tiles().write(file, 1 / sound.spectraPerSecond(), hertz);
  }

  @Override
  public void close() throws IOException {
    if (begun.isPresent()) {
      begun.get().tiles().close();
    }
  }
}
