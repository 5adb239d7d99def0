package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import io.nightjar.bench.stack.Steadiness;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs both ways under the same loads, turn by turn, so that the machine's moods meet both. */
final class Race {
  /** Disk that turns may fill before it is freed again. */
  private static final long MOST_STORED = 1_000_000_000;

  /**
   * What warms up: small ones, most of whose time is that of code; and directly, the faster way.
   */
  private static final int UPLOADS = 80;

  private static final Load SMALL = new Load(100_000, 8);
  private static final Load LARGE = new Load(4_000_000, 8);

  private final Plan plan;
  private final Stack stack;
  private final Way direct;
  private final Way ingest;
  private long stored;
  private boolean ingestFirst;

  Race(Plan plan, Stack stack, Ways ways) throws IOException {
    this.plan = plan;
    this.stack = stack;
    this.direct = ways.direct();
    this.ingest = ways.ingest();
  }

  /**
   * Lets the compilers of all processes see the code that will be measured, until an upload takes
   * no less processor time than before: those of a service that has just started are a multiple of
   * what it takes an hour later, which is what is to be measured.
   */
  void warmUp() throws IOException, InterruptedException {
    long end = System.nanoTime() + plan.warmUp().toNanos();
    Steadiness steadiness = new Steadiness();
    try (Clients small = new Clients(SMALL, stack);
        Clients large = new Clients(LARGE, stack)) {
      boolean steady = false;
      while (!steady && System.nanoTime() < end) {
        turn(small, direct, 5 * UPLOADS);
        Measured measured = turn(small, ingest, UPLOADS);
        steady = steadiness.after(measured.processors().sum() / UPLOADS);
        turn(large, direct, LARGE.clients());
        turn(large, ingest, LARGE.clients());
      }
    }
  }

  /**
   * Compares the ways under a load. The first round tells how many uploads fill a turn, and is not
   * counted unless it took so long that there is no time for another two.
   */
  Comparison compare(Load load) throws IOException, InterruptedException {
    try (Clients clients = new Clients(load, stack)) {
      long began = System.nanoTime();
      Comparison.Round first = round(clients, Math.max(2, load.clients()));
      double most = plan.most().toNanos() / 1e9;
      if (seconds(first) > most / 3) {
        return new Comparison(load, List.of(first));
      }
      int count = fills(plan.turn(), load, first);
      List<Comparison.Round> rounds = new ArrayList<>();
      double longest = 0;
      do {
        Comparison.Round round = round(clients, count);
        rounds.add(round);
        longest = Math.max(longest, seconds(round));
      } while (rounds.size() < plan.rounds() && (System.nanoTime() - began) / 1e9 + longest < most);
      return new Comparison(load, rounds);
    }
  }

  /** So many uploads that the faster way is busy for a turn, and all clients to the end alike. */
  private static int fills(Duration turn, Load load, Comparison.Round first) {
    double fastest =
        Math.max(first.direct().megabytesPerSecond(), first.ingest().megabytesPerSecond());
    double uploads = fastest * 1e6 * (turn.toNanos() / 1e9) / load.bytes();
    return Math.max(1, (int) Math.round(uploads / load.clients())) * load.clients();
  }

  private static double seconds(Comparison.Round round) {
    return round.direct().seconds() + round.ingest().seconds();
  }

  private Comparison.Round round(Clients clients, int count)
      throws IOException, InterruptedException {
    ingestFirst = !ingestFirst;
    if (ingestFirst) {
      Measured measured = turn(clients, ingest, count);
      return new Comparison.Round(turn(clients, direct, count), measured);
    }
    Measured measured = turn(clients, direct, count);
    return new Comparison.Round(measured, turn(clients, ingest, count));
  }

  private Measured turn(Clients clients, Way way, int count)
      throws IOException, InterruptedException {
    Measured measured = clients.send(way, count);
    stored += measured.bytes();
    if (stored > MOST_STORED) {
      stack.dropStoredBytes();
      stored = 0;
    }
    return measured;
  }
}
