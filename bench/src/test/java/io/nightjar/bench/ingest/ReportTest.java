package io.nightjar.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Comparison COMPARISON =
      new Comparison(
          new Load(4_000_000, 8),
          List.of(
              new Comparison.Round(
                  new Measured(8_000_000, 0.1, List.of(40.0), new ProcessorTime(0.02, 0, 0.04)),
                  new Measured(
                      8_000_000, 0.4, List.of(160.0), new ProcessorTime(0.01, 0.1, 0.1)))));
  private static final Crowd.Result CROWD =
      new Crowd.Result(
          1_000,
          900,
          Map.of(503, 100),
          0,
          100,
          new Crowd.Fast(900, 5, 5, OptionalDouble.empty()),
          Optional.of(new Crowd.Fast(890, 5, 0, OptionalDouble.of(150))),
          128 << 20,
          64 << 20);

  @Test
  void machinesReadOneObjectALine() throws Exception {
    List<JsonNode> lines = printed(true).lines().map(ReportTest::parse).toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().at("/ratio").asDouble()).isEqualTo(0.25);
    assertThat(lines.getFirst().at("/direct/megabytesPerSecond").asDouble()).isEqualTo(80);
    assertThat(lines.getFirst().at("/ingest/processorSecondsPerGigabyte/ingest").asDouble())
        .isEqualTo(12.5);
    assertThat(lines.getFirst().at("/goalReached").asBoolean(true)).isFalse();
    assertThat(lines.getLast().at("/answered/503").asInt()).isEqualTo(100);
    assertThat(lines.getLast().at("/peakHeapMebibytes").asDouble()).isEqualTo(128);
    assertThat(lines.getLast().at("/beside/milliseconds").isNull()).isTrue();
    assertThat(lines.getLast().at("/besideFewer/milliseconds").asDouble()).isEqualTo(150);
  }

  @Test
  void peopleReadWhatWasRefusedAndWhatWasAimedAt() {
    assertThat(printed(false))
        .contains("≥ 0.9 × the MB/s: no")
        .contains("{\"503\":100}")
        .contains("beside 900 slow ones: 5 of 5 refused with 503")
        .contains("150 ms, 1.5 times the idle time");
  }

  private static String printed(boolean json) {
    var bytes = new ByteArrayOutputStream();
    var report = new Report(new PrintStream(bytes, true, UTF_8), json);
    report.begin();
    report.add(COMPARISON);
    report.add(CROWD);
    return bytes.toString(UTF_8);
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
