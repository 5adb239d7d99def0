package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpyColumnTest {

  /**
   * IEEE 754: −100 is 2⁶ × 1.5625, 1 is 2⁰ × 1, −12.0625 is 2³ × 1.5078125, of which 16 bits keep
   * 1.5078125 too. Little-endian, twice.
   */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 0000c8c20000803f000041c10000c8c20000803f000041c1",
    "FLOAT16, 40d6003c08ca40d6003c08ca",
  })
  void writesColumnsOneAfterTheOther(NpyHeader.Element element, String bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyColumn column = new NpyColumn(element, 3);

    column.write(new float[] {-100, 1, -12.0625f}, out);
    column.write(new float[] {-100, 1, -12.0625f}, out);

    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(bytes);
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT16", "INT32", "FLOAT64"})
  void whatIsNoFloatOfAtMost32BitsIsRefused(NpyHeader.Element element) {
    assertThatIllegalArgumentException().isThrownBy(() -> new NpyColumn(element, 3));
  }
}
