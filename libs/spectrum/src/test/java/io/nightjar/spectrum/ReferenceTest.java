package io.nightjar.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values that NumPy and SciPy made, with {@code src/test/python/reference_values.py}. */
class ReferenceTest {

  private record Value(int size, int hop, int column, int bin, double power) {}

  /** Float's rounding is 6e-8 of the largest value, which is near 1e-2. */
  @ParameterizedTest
  @CsvSource({
    "64, 16, 200, 429",
    "128, 128, 700, 102",
    "60, 17, 150, 279",
    "2048, 512, 3000, 198",
    "4096, 1022, 3000, 51"
  })
  void hasTheValuesOfScipy(int size, int hop, int samples, int count) throws IOException {
    List<float[]> columns = new ArrayList<>();
    StftParameters parameters =
        new StftParameters(Window.blackmanHarris(size), hop, Scaling.TWO_SIDED);
    Stft stft = new Stft(parameters, 1, power -> columns.add(power.clone()));

    stft.add(sound(samples), samples);
    stft.finish();

    List<Value> expected =
        reference().stream().filter(value -> value.size == size && value.hop == hop).toList();
    assertThat(expected).hasSize(count);
    for (Value value : expected) {
      assertThat((double) columns.get(value.column)[value.bin])
          .as(value.toString())
          .isCloseTo(value.power, within(1e-8 + 2e-6 * value.power));
    }
  }

  /** As in the script. */
  private static float[] sound(int samples) {
    float[] sound = new float[samples];
    for (int n = 0; n < samples; n++) {
      long pair = n / 2;
      double value = (31 * pair * pair + 17 * pair + 7) % 1009 / 1009.0 - 0.5;
      sound[n] = (float) (n % 2 == 0 ? value : -value);
    }
    return sound;
  }

  private static List<Value> reference() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ReferenceTest.class.getResourceAsStream("reference.txt")),
                StandardCharsets.US_ASCII))) {
      return lines.lines().map(ReferenceTest::value).toList();
    }
  }

  private static Value value(String line) {
    String[] fields = line.split(" ", -1);
    return new Value(
        Integer.parseInt(fields[0]),
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        Integer.parseInt(fields[3]),
        Double.parseDouble(fields[4]));
  }
}
