package io.nightjar.bench.thermal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ThermalBenchTest {

  /** Ten recordings are decoded in half a second, and worked on in three quarters of one. */
  private final Map<String, Double> nanos = new TreeMap<>(Map.of("decode", 500e6, "whole", 750e6));

  @Test
  void theTableHasTheRateAndTheRatioToDecoding() {
    assertThat(ThermalBench.table(nanos, 10).lines())
        .endsWith("| `decode` | 20.0 | 1.00 |", "| `whole` | 13.3 | 1.50 |");
  }

  @Test
  void asJsonEachBenchmarkIsALine() {
    assertThat(ThermalBench.jsonLines(nanos, 10).lines())
        .containsExactly(
            "{\"name\":\"decode\",\"recordingsPerSecond\":20.00,\"ratioToDecode\":1.000}",
            "{\"name\":\"whole\",\"recordingsPerSecond\":13.33,\"ratioToDecode\":1.500}");
  }
}
