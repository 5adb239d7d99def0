package io.nightjar.bench.latency;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints results as they come: a table for people, or JSON, one object a line. */
final class Report {
  private static final double MEDIAN = 0.5;
  private static final double P95 = 0.95;

  private final PrintStream out;
  private final boolean json;

  Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** A load. */
  void add(Measured measured) {
    if (json) {
      addJson(measured);
    } else {
      addText(measured);
    }
  }

  private void addJson(Measured measured) {
    Pace pace = measured.pace();
    out.printf(
        Locale.ROOT,
        "{\"name\":\"latency\",\"load\":\"%s\",\"devices\":%d,\"recordings\":%d,"
            + "\"everyMilliseconds\":%d,\"busyCores\":%.2f,\"machineBusyCores\":%.2f,"
            + "\"p50Milliseconds\":%s,\"p95Milliseconds\":%s,"
            + "\"goalMilliseconds\":%d,\"goalReached\":%b}%n",
        pace.load(),
        pace.devices(),
        measured.passages().size(),
        pace.every().toMillis(),
        measured.busyCores(),
        measured.machineBusyCores(),
        object(MEDIAN, measured.passages()),
        object(P95, measured.passages()),
        pace.goal().toMillis(),
        measured.goalReached());
  }

  private static String object(double share, List<Passage> passages) {
    return Stream.of(Passage.Step.values())
        .map(
            step ->
                String.format(
                    Locale.ROOT, "\"%s\":%.1f", step.label(), step.percentile(share, passages)))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private void addText(Measured measured) {
    Pace pace = measured.pace();
    out.printf(
        Locale.ROOT,
        "%n%s: %d recordings by %d in turn, one every %d ms; %.2f cores busy with it, %.2f on the machine%n",
        pace.load(),
        measured.passages().size(),
        pace.devices(),
        pace.every().toMillis(),
        measured.busyCores(),
        measured.machineBusyCores());
    out.printf(Locale.ROOT, "| ms from the step before | p50 | p95 |%n|---|---:|---:|%n");
    for (Passage.Step step : Passage.Step.values()) {
      out.printf(
          Locale.ROOT,
          "| %s | %.0f | %.0f |%n",
          step.label(),
          step.percentile(MEDIAN, measured.passages()),
          step.percentile(P95, measured.passages()));
    }
    out.printf(
        Locale.ROOT,
        "goal: p95 of the whole ≤ %d ms: %s%n",
        pace.goal().toMillis(),
        measured.goalReached() ? "yes" : "no");
  }
}
