package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFramesTest {

  /** What NumPy 2 writes for {@code numpy.array([[[1, 2, 65535]]], dtype="<u2")}, by numpy.save. */
  @Test
  void areWhatNumpySavesOfTheSameNumbers() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    NpyFrames frames = NpyFrames.begin(out, 1, new Size(3, 1));
    frames.add(new short[] {1, 2, (short) 65_535});

    byte[] file = out.toByteArray();
    String dictionary = "{'descr': '<u2', 'fortran_order': False, 'shape': (1, 1, 3), }";
    assertThat(file).hasSize(128 + 6);
    assertThat(Arrays.copyOf(file, 10))
        .containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0x76, 0);
    assertThat(new String(file, 10, 118, StandardCharsets.US_ASCII))
        .isEqualTo(dictionary + " ".repeat(117 - dictionary.length()) + "\n");
    assertThat(Arrays.copyOfRange(file, 128, 134)).containsExactly(1, 0, 2, 0, 0xFF, 0xFF);
    assertThat(frames.left()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 128", "1, 166", "91, 3586"})
  void haveALengthThatIsKnownBefore(int count, long bytes) {
    assertThat(NpyFrames.length(count, new Size(19, 1))).isEqualTo(bytes);
  }

  @Test
  void takeNoMoreThanTheHeaderSays() throws IOException {
    NpyFrames frames = NpyFrames.begin(OutputStream.nullOutputStream(), 0, new Size(1, 1));

    assertThatThrownBy(() -> frames.add(new short[1])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTupleOfOneAxisHasItsComma() {
    byte[] header = NpyHeader.of(NpyHeader.Element.FLOAT32, NpyHeader.Order.FORTRAN, 7);

    assertThat(new String(header, StandardCharsets.ISO_8859_1))
        .contains("{'descr': '<f4', 'fortran_order': True, 'shape': (7,), }");
  }
}
