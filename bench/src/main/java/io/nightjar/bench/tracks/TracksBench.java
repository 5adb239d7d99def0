package io.nightjar.bench.tracks;

import io.nightjar.bench.Jmh;
import io.nightjar.fixtures.MotionScene;
import io.nightjar.fixtures.TrackingQuality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** {@code bench tracks [--json]}: a line for each kind of scene, then the speed. */
public final class TracksBench {

  /** How it is called. */
  public static final String USAGE = "bench tracks [--json]";

  private static final int SEEDS = 10;

  private TracksBench() {}

  /** Measures and prints. */
  public static void run(List<String> arguments) throws IOException, RunnerException {
    boolean json = arguments.contains("--json");
    List<SceneResult> results = new ArrayList<>();
    for (MotionScene.Kind kind : MotionScene.Kind.values()) {
      results.add(SceneResult.of(kind, SEEDS));
    }
    System.out.print(json ? jsonLines(results) : table(results));
    printSpeed(json);
  }

  /** Returns a table in Markdown. */
  static String table(List<SceneResult> results) {
    StringBuilder table =
        new StringBuilder(
            """
            | scene | recall | precision | identity switches | mean overlap | tracks | best score below |
            |---|---:|---:|---:|---:|---:|---:|
            """);
    for (SceneResult result : results) {
      TrackingQuality quality = result.quality();
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %.3f | %.3f | %d | %.2f | %d | %.2f |%n",
              result.kind(),
              quality.recall(),
              quality.precision(),
              quality.switches(),
              quality.meanOverlap(),
              result.tracks(),
              result.bestBelow()));
    }
    return table.toString();
  }

  /** Returns a JSON object for each result, a line each. */
  static String jsonLines(List<SceneResult> results) {
    StringBuilder lines = new StringBuilder();
    for (SceneResult result : results) {
      TrackingQuality quality = result.quality();
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"scene\":\"%s\",\"recall\":%.4f,\"precision\":%.4f,\"identitySwitches\":%d,"
                  + "\"meanOverlap\":%.4f,\"tracks\":%d,\"bestScoreBelow\":%.4f}%n",
              result.kind(),
              quality.recall(),
              quality.precision(),
              quality.switches(),
              quality.meanOverlap(),
              result.tracks(),
              result.bestBelow()));
    }
    return lines.toString();
  }

  private static void printSpeed(boolean json) throws IOException, RunnerException {
    SceneFrames frames = new SceneFrames();
    frames.draw();
    if (!json) {
      System.out.print("\n| benchmark | megapixels/s |\n|---|---:|\n");
    }
    for (RunResult result : Jmh.run(Jmh.all(TrackBenchmarks.class), List.of())) {
      System.out.printf(
          Locale.ROOT,
          json ? "{\"name\":\"%s\",\"megapixelsPerSecond\":%.1f}%n" : "| `%s` | %.0f |%n",
          result.getPrimaryResult().getLabel(),
          1e3 * frames.pixels() / Jmh.shortest(result));
    }
  }
}
