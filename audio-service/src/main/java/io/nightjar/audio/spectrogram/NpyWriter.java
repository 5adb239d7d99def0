package io.nightjar.audio.spectrogram;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a spectrogram's mean levels as an array that {@code numpy.load} reads: format version 1.0
 * (numpy.lib.format), {@code '<f4'}, shape (frequencies, columns), in dB. In Fortran order, so that
 * one column follows the other in the file as in time.
 */
final class NpyWriter {

  private static final int ALIGNMENT = 64;
  private static final int PREFIX = 10;

  private NpyWriter() {}

  static void write(Spectrogram spectrogram, OutputStream out) throws IOException {
    out.write(header(spectrogram.bins(), spectrogram.columns()));
    ByteBuffer column = ByteBuffer.allocate(4 * spectrogram.bins()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < spectrogram.columns(); i++) {
      float[] mean = spectrogram.pool().mean(i);
      for (int k = 0; k < mean.length; k++) {
        column.putFloat(4 * k, Decibels.ofPower(mean[k]));
      }
      out.write(column.array());
    }
  }

  /**
   * The dictionary is padded so that the data starts at a multiple of {@value #ALIGNMENT} bytes.
   */
  private static byte[] header(int bins, int columns) {
    String dictionary =
        "{'descr': '<f4', 'fortran_order': True, 'shape': (" + bins + ", " + columns + "), }";
    int length =
        (PREFIX + dictionary.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - PREFIX;
    String padded = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
    return ByteBuffer.allocate(PREFIX + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) length)
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
