package io.nightjar.bench.latency;

import io.nightjar.bench.stack.Stack;
import io.nightjar.bench.stack.Steadiness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * {@code bench thumbnails --latency [--json]}: the time from the end of an upload until a consumer
 * sees that its thumbnails are there, in a local stack of its own: idle, and with half of the cores
 * busy.
 */
public final class LatencyBench {
  /** What asks for it among the arguments of {@code bench thumbnails}. */
  public static final String OPTION = "--latency";

  /** How it is called. */
  public static final String USAGE = "bench thumbnails --latency [--json]";

  private static final String JSON = "--json";
  private static final Duration IDLE_GOAL = Duration.ofMillis(250);
  private static final Duration HALF_GOAL = Duration.ofSeconds(1);
  private static final Pace WARM_UP = new Pace("warm-up", 1, 8, Duration.ofMillis(500), HALF_GOAL);
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(3);
  private static final Pace IDLE = new Pace("idle", 1, 60, Duration.ofSeconds(1), IDLE_GOAL);
  private static final int DEVICES = 4;
  private static final int RECORDINGS = 120;

  /** Its client says much at this level that is of no use here. Held, or its level is lost. */
  private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

  private LatencyBench() {}

  /** Measures and prints; where that can't be done, says why and ends this JVM. */
  public static void run(List<String> arguments) throws InterruptedException {
    for (String argument : arguments) {
      if (!argument.equals(OPTION) && !argument.equals(JSON)) {
        note("bench thumbnails --latency does not know \"" + argument + "\"; it takes --json");
        System.exit(2);
      }
    }
    try {
      run(arguments.contains(JSON));
    } catch (IOException e) {
      note(String.valueOf(e.getMessage()));
      System.exit(1);
    }
  }

  private static void run(boolean json) throws IOException, InterruptedException {
    KAFKA.setLevel(Level.WARNING);
    Path root = Path.of(System.getProperty("nightjar.root", "."));
    SceneRecordings recordings =
        SceneRecordings.of(root.resolve("fixtures/recordings/hedgehog.cptv"));
    note("starting broker, store, ingest, thermal and thumbnail service");
    try (Stack stack = Stack.start(root, List.of("thermal-service", "thumbnail-service"));
        SeenEvents events = SeenEvents.follow(stack.bootstrapServers())) {
      try {
        measure(new Senders(stack, recordings, events), new Report(System.out, json));
      } catch (IOException e) {
        if (!stack.hasEnded()) {
          throw e;
        }
      }
    }
  }

  private static void measure(Senders senders, Report report)
      throws IOException, InterruptedException {
    note("warming up");
    warmUp(senders);
    note("idle");
    Measured idle = senders.send(IDLE);
    report.add(idle);
    note("half loaded");
    report.add(senders.send(half(idle.processorSecondsEach())));
  }

  /** Until a recording takes no less processor time than those before it: all is compiled then. */
  private static void warmUp(Senders senders) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_WARM_UP.toNanos();
    Steadiness steadiness = new Steadiness();
    boolean steady = false;
    while (!steady && System.nanoTime() < end) {
      steady = steadiness.after(senders.send(WARM_UP).processorSecondsEach());
    }
  }

  /**
   * A pace at which half of the cores are busy.
   *
   * @param processorSecondsEach what a recording costs all processes
   */
  private static Pace half(double processorSecondsEach) {
    double cores = Runtime.getRuntime().availableProcessors() / 2.0;
    Duration every = Duration.ofNanos(Math.round(1e9 * processorSecondsEach / cores));
    return new Pace("half loaded", DEVICES, RECORDINGS, every, HALF_GOAL);
  }

  private static void note(String text) {
    System.err.println("nightjar: " + text);
  }
}
