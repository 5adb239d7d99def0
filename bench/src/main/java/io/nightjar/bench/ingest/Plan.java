package io.nightjar.bench.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run measures, and for how long.
 *
 * @param json whether results are JSON, one object a line
 * @param loads what is sent, in this order
 * @param rounds of each load at most; each sends the same on both ways
 * @param turn how long one way is meant to be under load in a round
 * @param most how long one load may take in all
 * @param warmUp how long everything runs before the first load at most
 * @param crowd whether a thousand slow uploads come
 * @param fastUploads uploads whose median is the time of a fast one
 * @param drainTurns turns without and with a device that drains
 * @param drainUploads of each of the other devices in a turn
 */
record Plan(
    boolean json,
    List<Load> loads,
    int rounds,
    Duration turn,
    Duration most,
    Duration warmUp,
    boolean crowd,
    int fastUploads,
    int drainTurns,
    int drainUploads) {

  private static final List<Integer> SIZES = List.of(100_000, 4_000_000, 16_000_000);
  private static final List<Integer> CLIENTS = List.of(1, 8, 64);
  private static final List<Integer> FEW_CLIENTS = List.of(1, 8);

  Plan {
    loads = List.copyOf(loads);
  }

  /**
   * Reads the arguments of {@code bench ingest}.
   *
   * @throws IllegalArgumentException naming the first that is not known
   */
  static Plan parse(List<String> arguments) {
    boolean json = false;
    boolean quick = false;
    boolean drain = false;
    for (String argument : arguments) {
      switch (argument) {
        case "--json" -> json = true;
        case "--quick" -> quick = true;
        case "--drain" -> drain = true;
        default ->
            throw new IllegalArgumentException(
                "bench ingest does not know \""
                    + argument
                    + "\"; it takes --quick, --drain and --json");
      }
    }
    if (drain) {
      return drain(json, quick ? 3 : 9);
    }
    return quick ? quick(json) : full(json);
  }

  /** Nothing but the device that drains, for long enough to tell it from the machine's moods. */
  private static Plan drain(boolean json, int turns) {
    return new Plan(
        json,
        List.of(),
        1,
        Duration.ofMillis(300),
        Duration.ofSeconds(13),
        Duration.ofSeconds(20),
        false,
        1,
        turns,
        24);
  }

  private static Plan full(boolean json) {
    return new Plan(
        json,
        loads(CLIENTS),
        9,
        Duration.ofMillis(300),
        Duration.ofSeconds(13),
        Duration.ofSeconds(120),
        true,
        9,
        3,
        16);
  }

  private static Plan quick(boolean json) {
    return new Plan(
        json,
        loads(FEW_CLIENTS),
        3,
        Duration.ofMillis(200),
        Duration.ofSeconds(5),
        Duration.ofSeconds(12),
        true,
        5,
        1,
        12);
  }

  private static List<Load> loads(List<Integer> clients) {
    List<Load> loads = new ArrayList<>();
    for (int size : SIZES) {
      for (int count : clients) {
        loads.add(new Load(size, count));
      }
    }
    return loads;
  }
}
