package io.nightjar.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How often a second something is done by threads that do nothing else. */
public final class Pace {

  private static final Duration TIME = Duration.ofSeconds(4);

  private Pace() {}

  /** What is done over and over. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does it once.
     *
     * @param thread whose turn it is, 0 or more
     * @param turn how often that thread has done it so far
     */
    void run(int thread, int turn) throws Exception;
  }

  /** Goes on for four seconds; returns how often a second it was done, by all threads together. */
  public static double of(int threads, Work work) throws Exception {
    long begun = System.nanoTime();
    long end = begun + TIME.toNanos();
    List<Future<Integer>> done = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int i = 0; i < threads; i++) {
        int thread = i;
        done.add(executor.submit(() -> turns(thread, end, work)));
      }
    }
    int all = 0;
    for (Future<Integer> each : done) {
      all += each.get();
    }
    return all * 1e9 / (System.nanoTime() - begun);
  }

  private static int turns(int thread, long end, Work work) throws Exception {
    int turn = 0;
    while (System.nanoTime() - end < 0) {
      work.run(thread, turn);
      turn++;
    }
    return turn;
  }
}
