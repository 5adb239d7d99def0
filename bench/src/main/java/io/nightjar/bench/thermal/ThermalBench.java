package io.nightjar.bench.thermal;

import io.nightjar.bench.Jmh;
import io.nightjar.bench.RecordingFiles;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** {@code bench thermal [--json] [FILE…]}: a line for each set of artefacts. */
public final class ThermalBench {

  /** How it is called. */
  public static final String USAGE = "bench thermal [--json] [FILE…]";

  private static final String YARDSTICK = "decode";

  private ThermalBench() {}

  /** Runs all benchmarks over the files of {@link RecordingFiles#of}. */
  public static void run(List<String> arguments) throws IOException, RunnerException {
    List<String> files = RecordingFiles.of(arguments);
    Map<String, Double> nanos = new TreeMap<>();
    for (RunResult result :
        Jmh.run(Jmh.all(ThermalBenchmarks.class), List.of(RecordingFiles.option(files)))) {
      nanos.put(result.getPrimaryResult().getLabel(), Jmh.shortest(result));
    }
    System.out.print(
        arguments.contains("--json") ? jsonLines(nanos, files.size()) : table(nanos, files.size()));
  }

  /**
   * Returns a table in Markdown.
   *
   * @param nanos of each benchmark, for all recordings once
   */
  static String table(Map<String, Double> nanos, int recordings) {
    StringBuilder table =
        new StringBuilder("| benchmark | recordings/s | decode = 1 |\n|---|---:|---:|\n");
    nanos.forEach(
        (name, time) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| `%s` | %.1f | %.2f |%n",
                    name,
                    rate(recordings, time),
                    ratio(nanos, time))));
    return table.toString();
  }

  /** Returns a JSON object for each benchmark, a line each. */
  static String jsonLines(Map<String, Double> nanos, int recordings) {
    StringBuilder lines = new StringBuilder();
    nanos.forEach(
        (name, time) ->
            lines.append(
                String.format(
                    Locale.ROOT,
                    "{\"name\":\"%s\",\"recordingsPerSecond\":%.2f,\"ratioToDecode\":%.3f}%n",
                    name,
                    rate(recordings, time),
                    ratio(nanos, time))));
    return lines.toString();
  }

  private static double rate(int recordings, double nanos) {
    return recordings * 1e9 / nanos;
  }

  private static double ratio(Map<String, Double> nanos, double time) {
    return time / nanos.getOrDefault(YARDSTICK, Double.NaN);
  }
}
