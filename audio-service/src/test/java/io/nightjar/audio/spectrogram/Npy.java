package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An independent reader of what the format's specification says. */
final class Npy {

  private final int rows;
  private final int columns;
  private final float[] values;

  private Npy(int rows, int columns, float[] values) {
    this.rows = rows;
    this.columns = columns;
    this.values = values;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  float[] values() {
    return values;
  }

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<f4', 'fortran_order': True, 'shape': \\((\\d+), (\\d+)\\), \\} *\n");

  static Npy read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[8];
    bytes.get(magic);
    assertThat(magic).containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0);
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    assertThat(bytes.position() % 64).isZero();
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.US_ASCII));
    assertThat(matcher.matches()).isTrue();
    int rows = Integer.parseInt(matcher.group(1));
    int columns = Integer.parseInt(matcher.group(2));
    assertThat(bytes.remaining()).isEqualTo(4 * rows * columns);
    float[] values = new float[rows * columns];
    bytes.asFloatBuffer().get(values);
    return new Npy(rows, columns, values);
  }

  float at(int row, int column) {
    return values[column * rows + row];
  }

  float[] column(int column) {
    return Arrays.copyOfRange(values, column * rows, (column + 1) * rows);
  }
}
