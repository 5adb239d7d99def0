package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.NpyColumn;
import io.nightjar.imaging.NpyHeader;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a spectrogram's mean levels as an array that {@code numpy.load} reads: shape (frequencies,
 * columns), in dB. In Fortran order, so that one column follows the other in the file as in time.
 */
final class NpyWriter {

  private NpyWriter() {}

  /**
   * Writes an array.
   *
   * @param element how the numbers are written: {@code FLOAT16} or {@code FLOAT32}
   */
  static void write(Spectrogram spectrogram, NpyHeader.Element element, OutputStream out)
      throws IOException {
    out.write(
        NpyHeader.of(element, NpyHeader.Order.FORTRAN, spectrogram.bins(), spectrogram.columns()));
    float[] decibels = new float[spectrogram.bins()];
    NpyColumn column = new NpyColumn(element, spectrogram.bins());
    for (int i = 0; i < spectrogram.columns(); i++) {
      float[] mean = spectrogram.pool().mean(i);
      for (int k = 0; k < mean.length; k++) {
        decibels[k] = Decibels.ofPower(mean[k]);
      }
      column.write(decibels, out);
    }
  }
}
