package io.nightjar.bench.preview;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured.
 *
 * @param recordings a line each, and one for all if there are several
 * @param heaps of ten minutes made of the first recording
 * @param paces of all recordings over and over
 */
record Report(List<Line> recordings, List<Heap> heaps, List<Pace> paces) {
  private static final double MIB = 1 << 20;

  /**
   * What one recording took, by the least of all rounds.
   *
   * @param name of its file
   * @param frames of its preview
   * @param costs by the ways: {@code decode}, {@code draw}, {@code encode}, {@code preview}, {@code
   *     previewAndContrast}
   */
  record Line(String name, int frames, Map<String, Cost> costs) {
    Cost cost(String way) {
      return costs.getOrDefault(way, Cost.NONE);
    }

    /** The time of a way ÷ that of the bare encoder. */
    double ratio(String way) {
      return cost(way).seconds() / cost("encode").seconds();
    }

    /** The same by the processors' time. */
    double processorRatio(String way) {
      return cost(way).processorSeconds() / cost("encode").processorSeconds();
    }
  }

  /** The heap that a stage takes for a recording of so many frames. */
  record Heap(HeapPeak.Stage stage, int frames, HeapPeak peak) {}

  /** What so many threads do in a second. */
  record Pace(int threads, double thermal, double previews) {}

  /** Returns tables in Markdown. */
  String tables() {
    StringBuilder text =
        new StringBuilder(
            "| recording | frames | decode ms | draw ms | encode ms | preview ms | ÷ encode"
                + " | … by CPU | with contrast ÷ encode | … by CPU |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
    for (Line line : recordings) {
      text.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f |%n",
              line.name(),
              line.frames(),
              1e3 * line.cost("decode").seconds(),
              1e3 * line.cost("draw").seconds(),
              1e3 * line.cost("encode").seconds(),
              1e3 * line.cost("preview").seconds(),
              line.ratio("preview"),
              line.processorRatio("preview"),
              line.ratio("previewAndContrast"),
              line.processorRatio("previewAndContrast")));
    }
    text.append(
        "\n| heap, MiB | frames | asked for | before | peak |\n|---|---:|---:|---:|---:|\n");
    for (Heap heap : heaps) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.1f | %.1f | %.1f |%n",
              name(heap.stage()),
              heap.frames(),
              heap.peak().asked() / MIB,
              heap.peak().before() / MIB,
              heap.peak().peak() / MIB));
    }
    text.append(
        "\n| threads | thermal, recordings/s | preview, recordings/s |\n|---:|---:|---:|\n");
    for (Pace pace : paces) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %.1f |%n",
              pace.threads(),
              pace.thermal(),
              pace.previews()));
    }
    return text.toString();
  }

  private static String name(HeapPeak.Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a JSON object for each row of the tables, a line each. */
  String jsonLines() {
    StringBuilder text = new StringBuilder();
    for (Line line : recordings) {
      text.append(
          String.format(Locale.ROOT, "{\"name\":\"%s\",\"frames\":%d", line.name(), line.frames()));
      line.costs()
          .forEach(
              (way, cost) ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          ",\"%s\":{\"seconds\":%.4f,\"processorSeconds\":%.2f}",
                          way,
                          cost.seconds(),
                          cost.processorSeconds())));
      text.append("}\n");
    }
    for (Heap heap : heaps) {
      text.append(
          String.format(
              Locale.ROOT,
              "{\"stage\":\"%s\",\"frames\":%d,\"askedBytes\":%d,\"heapBefore\":%d,\"heapPeak\":%d}%n",
              name(heap.stage()),
              heap.frames(),
              heap.peak().asked(),
              heap.peak().before(),
              heap.peak().peak()));
    }
    for (Pace pace : paces) {
      text.append(
          String.format(
              Locale.ROOT,
              "{\"threads\":%d,\"thermalPerSecond\":%.2f,\"previewsPerSecond\":%.2f}%n",
              pace.threads(),
              pace.thermal(),
              pace.previews()));
    }
    return text.toString();
  }
}
