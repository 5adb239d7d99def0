package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code bench ingest [--quick] [--drain] [--json]}: ingest beside the store alone. */
public final class IngestBench {
  /** How it is called. */
  public static final String USAGE = "bench ingest [--quick] [--drain] [--json]";

  private IngestBench() {}

  /** Measures and prints; where that can't be done, says why and ends this JVM. */
  public static void run(List<String> arguments) throws InterruptedException {
    Plan plan;
    try {
      plan = Plan.parse(arguments);
    } catch (IllegalArgumentException e) {
      note(String.valueOf(e.getMessage()));
      System.exit(2);
      return;
    }
    try {
      run(plan);
    } catch (IOException e) {
      note(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private static void run(Plan plan) throws IOException, InterruptedException {
    note("starting broker, store and ingest");
    try (Stack stack = Stack.start(Path.of(System.getProperty("nightjar.root", ".")), List.of());
        Ways ways = new Ways(stack)) {
      try {
        measure(plan, stack, ways);
      } catch (IOException e) {
        if (!stack.hasEnded()) {
          throw e;
        }
      }
    }
  }

  private static void measure(Plan plan, Stack stack, Ways ways)
      throws IOException, InterruptedException {
    Report report = new Report(System.out, plan.json());
    Race race = new Race(plan, stack, ways);
    note("warming up");
    race.warmUp();
    if (!plan.loads().isEmpty()) {
      report.begin();
    }
    for (Load load : plan.loads()) {
      report.add(race.compare(load));
    }
    if (plan.crowd()) {
      note("a thousand slow uploads");
      report.add(new Crowd(plan, stack, ways).run());
    }
    note("a device that drains");
    report.add(new Drain(plan, stack, ways).run());
  }

  private static void note(String text) {
    System.err.println("nightjar: " + text);
  }
}
