package io.nightjar.bench.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  /** The encoder needs 200 ms, the preview half as much again, and twice as much processor time. */
  private final Report report =
      new Report(
          List.of(new Report.Line("a.cptv", 90, costs())),
          List.of(
              new Report.Heap(
                  HeapPeak.Stage.THERMAL, 5400, new HeapPeak(3 << 20, 2 << 20, 9 << 19))),
          List.of(new Report.Pace(2, 30, 7.25)));

  private static Map<String, Cost> costs() {
    Map<String, Cost> costs = new LinkedHashMap<>();
    costs.put("decode", new Cost(0.01, 0.01));
    costs.put("draw", new Cost(0.05, 0.05));
    costs.put("encode", new Cost(0.2, 0.25));
    costs.put("preview", new Cost(0.3, 0.5));
    costs.put("previewAndContrast", new Cost(0.4, 0.75));
    return costs;
  }

  @Test
  void theTablesHaveRatiosToTheEncoderAndMebibytes() {
    assertThat(report.tables().lines())
        .contains(
            "| `a.cptv` | 90 | 10 | 50 | 200 | 300 | 1.50 | 2.00 | 2.00 | 3.00 |",
            "| thermal | 5400 | 3.0 | 2.0 | 4.5 |",
            "| 2 | 30.0 | 7.3 |");
  }

  @Test
  void asJsonEachRowIsALine() {
    assertThat(report.jsonLines().lines())
        .hasSize(3)
        .contains(
            "{\"stage\":\"thermal\",\"frames\":5400,\"askedBytes\":3145728,"
                + "\"heapBefore\":2097152,\"heapPeak\":4718592}",
            "{\"threads\":2,\"thermalPerSecond\":30.00,\"previewsPerSecond\":7.25}")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "{\"name\":\"a.cptv\",\"frames\":90,\"decode\":{\"seconds\":0.0100,")
                    .contains("\"preview\":{\"seconds\":0.3000,\"processorSeconds\":0.50}"));
  }
}
