package io.nightjar.audio.render;

import io.nightjar.imaging.NpyHeader;
import io.nightjar.media.SampleSink;
import io.nightjar.pipeline.event.Render;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Makes an array, or tiles, of the samples of one recording. To be closed. */
interface ArrayMaker extends AutoCloseable {

  /**
   * The axes of an array.
   *
   * @param rows frequencies or bands
   * @param columns moments
   * @param hop samples from one column to the next
   * @param firstCentre sample in the middle of the first column
   */
  record Axes(int rows, int columns, double hop, double firstCentre) {}

  /** Where the samples go. */
  SampleSink samples();

  /**
   * Writes what was made of at least one sample.
   *
   * @return empty if the array would be too large
   */
  Optional<Axes> write(Path file) throws IOException;

  @Override
  void close() throws IOException;

  /** The numbers that a request asks for. */
  static NpyHeader.Element element(Render.Precision precision) {
    return switch (precision) {
      case FLOAT16 -> NpyHeader.Element.FLOAT16;
      case FLOAT32 -> NpyHeader.Element.FLOAT32;
    };
  }
}
