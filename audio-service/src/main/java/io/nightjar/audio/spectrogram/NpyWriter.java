package io.nightjar.audio.spectrogram;

import io.nightjar.imaging.NpyHeader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a spectrogram's mean levels as an array that {@code numpy.load} reads: {@code '<f4'},
 * shape (frequencies, columns), in dB. In Fortran order, so that one column follows the other in
 * the file as in time.
 */
final class NpyWriter {

  private NpyWriter() {}

  static void write(Spectrogram spectrogram, OutputStream out) throws IOException {
    out.write(
        NpyHeader.of(
            NpyHeader.Element.FLOAT32,
            NpyHeader.Order.FORTRAN,
            spectrogram.bins(),
            spectrogram.columns()));
    ByteBuffer column = ByteBuffer.allocate(4 * spectrogram.bins()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < spectrogram.columns(); i++) {
      float[] mean = spectrogram.pool().mean(i);
      for (int k = 0; k < mean.length; k++) {
        column.putFloat(4 * k, Decibels.ofPower(mean[k]));
      }
      out.write(column.array());
    }
  }
}
