package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Prints results as they come: a table for people, or JSON, one object a line. */
final class Report {
  private static final double MEBIBYTE = 1 << 20;
  private static final double MOST_TIMES_IDLE = 2;
  private static final double MOST_TIMES_BESIDE_A_DRAIN = 1.2;

  private final PrintStream out;
  private final boolean json;

  Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** What stands above the comparisons. */
  void begin() {
    if (json) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-6s %7s %6s | %15s %6s %11s | %19s | %15s | %20s | %9s | %s%n",
        "",
        "",
        "",
        "MB/s",
        "ratio",
        "",
        "ms, median",
        "CPU s/GB direct",
        "CPU s/GB by ingest",
        "ratio by",
        "");
    out.printf(
        Locale.ROOT,
        "%-6s %7s %6s | %7s %7s %6s %11s | %6s %6s %5s | %7s %7s | %6s %6s %6s | %9s | %s%n",
        "",
        "clients",
        "rounds",
        "direct",
        "ingest",
        "",
        "min…max",
        "direct",
        "ingest",
        "times",
        "client",
        "store",
        "client",
        "ingest",
        "store",
        "CPU alone",
        "goal");
  }

  /** A load. */
  void add(Comparison comparison) {
    Measured direct = comparison.direct();
    Measured ingest = comparison.ingest();
    ProcessorTime directly = direct.processorsPerGigabyte();
    ProcessorTime through = ingest.processorsPerGigabyte();
    var spread = comparison.spread();
    if (json) {
      out.printf(
          Locale.ROOT,
          "{\"name\":\"ingest\",\"bytes\":%d,\"clients\":%d,\"rounds\":%d,"
              + "\"ratio\":%.3f,\"lowestRatio\":%.3f,\"highestRatio\":%.3f,\"ratioByProcessors\":%.3f,\"timesAsLong\":%.3f,"
              + "\"direct\":%s,\"ingest\":%s%s}%n",
          comparison.load().bytes(),
          comparison.load().clients(),
          comparison.rounds().size(),
          comparison.ratio(),
          spread.getMin(),
          spread.getMax(),
          comparison.ratioByProcessors(),
          comparison.timesAsLong(),
          way(direct, comparison.directSpeed()),
          way(ingest, comparison.ingestSpeed()),
          comparison.goal().map(goal -> ",\"goalReached\":" + goal.reached()).orElse(""));
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-6s %7d %6d | %7.1f %7.1f %6.2f %11s | %6.1f %6.1f %5.1f | %7.1f %7.1f | %6.1f %6.1f %6.1f | %9.2f | %s%n",
        comparison.load().size(),
        comparison.load().clients(),
        comparison.rounds().size(),
        comparison.directSpeed(),
        comparison.ingestSpeed(),
        comparison.ratio(),
        String.format(Locale.ROOT, "%.2f…%.2f", spread.getMin(), spread.getMax()),
        direct.medianMillis(),
        ingest.medianMillis(),
        comparison.timesAsLong(),
        directly.client(),
        directly.store(),
        through.client(),
        through.ingest(),
        through.store(),
        comparison.ratioByProcessors(),
        comparison.goal().map(goal -> goal.text() + answer(goal.reached())).orElse("–"));
  }

  private static String way(Measured measured, double speed) {
    ProcessorTime processors = measured.processorsPerGigabyte();
    return String.format(
        Locale.ROOT,
        "{\"megabytesPerSecond\":%.2f,\"medianMilliseconds\":%.2f,\"uploads\":%d,\"busyCores\":%.2f,"
            + "\"processorSecondsPerGigabyte\":{\"client\":%.2f,\"ingest\":%.2f,\"store\":%.2f}}",
        speed,
        measured.medianMillis(),
        measured.millis().size(),
        measured.busyCores(),
        processors.client(),
        processors.ingest(),
        processors.store());
  }

  /** The slow uploads. */
  void add(Crowd.Result crowd) {
    if (json) {
      out.printf(
          Locale.ROOT,
          "{\"name\":\"crowd\",\"slow\":%d,\"underWay\":%d,\"answered\":%s,\"broken\":%d,"
              + "\"peakHeapMebibytes\":%.1f,\"liveHeapMebibytes\":%.1f,\"idleMilliseconds\":%.1f,\"beside\":%s%s}%n",
          crowd.slow(),
          crowd.underWay(),
          statuses(crowd.answered()),
          crowd.broken(),
          crowd.peakHeap() / MEBIBYTE,
          crowd.liveHeap() / MEBIBYTE,
          crowd.idleMillis(),
          fast(crowd.beside()),
          crowd.fewer().map(fast -> ",\"besideFewer\":" + fast(fast)).orElse(""));
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d slow uploads at once: %d under way, refused by status: %s, broken off: %d%n",
        crowd.slow(),
        crowd.underWay(),
        statuses(crowd.answered()),
        crowd.broken());
    out.printf(
        Locale.ROOT,
        "heap of ingest: %.0f MiB at most, garbage included, of the %d MiB that it ships with; %.0f MiB live; all uploads under way in it%s%n",
        crowd.peakHeap() / MEBIBYTE,
        Stack.SERVICE_HEAP_MEBIBYTES,
        crowd.liveHeap() / MEBIBYTE,
        answer(crowd.underWay() == crowd.slow() && crowd.broken() == 0));
    out.printf(
        Locale.ROOT, "a fast upload of 4 MB with nothing beside it: %.0f ms%n", crowd.idleMillis());
    sayFast(crowd, crowd.beside());
    Optional<Crowd.Fast> fewer = crowd.fewer();
    fewer.ifPresent(fast -> sayFast(crowd, fast));
  }

  /** The device that drains. */
  void add(Drain.Result drain) {
    double times = drain.beside() / drain.alone();
    if (json) {
      out.printf(
          Locale.ROOT,
          "{\"name\":\"drain\",\"others\":%d,\"aloneP95Milliseconds\":%.1f,\"besideP95Milliseconds\":%.1f,"
              + "\"times\":%.3f,\"drainMegabytesPerSecond\":%.2f,\"drainedRecordings\":%d,"
              + "\"processors\":%.2f,\"refused\":%d}%n",
          drain.others(),
          drain.alone(),
          drain.beside(),
          times,
          drain.megabytesPerSecond(),
          drain.recordings(),
          drain.processors(),
          drain.refused());
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%d devices, each with 100 KB every %d ms; 95 %% of their uploads took at most %.0f ms%n",
        drain.others(),
        Drain.EVERY_MILLIS,
        drain.alone());
    out.printf(
        Locale.ROOT,
        "beside one that drains %d recordings by %d connections, with %.1f MB/s: %.0f ms, %.2f times as long,"
            + " %d refused, %.1f of %d processors busy with it; goal ≤ 1.2%s%n",
        drain.recordings(),
        Drain.CONNECTIONS,
        drain.megabytesPerSecond(),
        drain.beside(),
        times,
        drain.refused(),
        drain.processors(),
        Runtime.getRuntime().availableProcessors(),
        answer(times <= MOST_TIMES_BESIDE_A_DRAIN && drain.refused() == 0));
  }

  private void sayFast(Crowd.Result crowd, Crowd.Fast fast) {
    String beside =
        String.format(
            Locale.ROOT,
            "beside %d slow ones: %d of %d refused with 503",
            fast.slow(),
            fast.refused(),
            fast.tried());
    if (fast.millis().isEmpty()) {
      out.println(beside);
      return;
    }
    double millis = fast.millis().getAsDouble();
    double times = millis / crowd.idleMillis();
    out.printf(
        Locale.ROOT,
        "%s, %.0f ms, %.1f times the idle time; goal ≤ 2%s%n",
        beside,
        millis,
        times,
        answer(times <= MOST_TIMES_IDLE && fast.refused() == 0));
  }

  private static String fast(Crowd.Fast fast) {
    String millis =
        fast.millis().isPresent()
            ? String.format(Locale.ROOT, "%.1f", fast.millis().getAsDouble())
            : "null";
    return String.format(
        Locale.ROOT,
        "{\"slow\":%d,\"tried\":%d,\"refused\":%d,\"milliseconds\":%s}",
        fast.slow(),
        fast.tried(),
        fast.refused(),
        millis);
  }

  private static String statuses(Map<Integer, Integer> counts) {
    var json = new StringBuilder();
    new TreeMap<>(counts)
        .forEach(
            (status, count) ->
                json.append(json.isEmpty() ? "" : ",")
                    .append(String.format(Locale.ROOT, "\"%d\":%d", status, count)));
    return "{" + json + "}";
  }

  private static String answer(boolean reached) {
    return reached ? ": yes" : ": no";
  }
}
