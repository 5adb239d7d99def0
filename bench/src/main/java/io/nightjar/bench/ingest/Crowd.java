package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Management;
import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A thousand slow uploads at once, and a fast one beside them. */
final class Crowd {
  private static final int SLOW = 1_000;

  /** That leave when there is no place for a fast upload beside all of them. */
  private static final int LEAVING = 10;

  private static final int FAST_BYTES = 4_000_000;
  private static final int UNAVAILABLE = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 200;
  private static final String UNDER_WAY = "nightjar_uploads_under_way";

  private final Plan plan;
  private final Stack stack;
  private final Ways ways;
  private final Management management;
  private final byte[] recording = Recordings.make(FAST_BYTES);

  Crowd(Plan plan, Stack stack, Ways ways) {
    this.plan = plan;
    this.stack = stack;
    this.ways = ways;
    this.management = stack.management();
  }

  /**
   * What happened.
   *
   * @param slow uploads that were begun
   * @param underWay the most of them that ingest had under way, by its own count
   * @param answered slow uploads that were refused, by status
   * @param broken slow uploads whose connection ended without an answer
   * @param idleMillis of a fast upload with nothing beside it
   * @param beside fast uploads beside all slow ones
   * @param fewer fast uploads after some slow ones had left; only if none was taken before
   * @param peakHeap the most heap in use, garbage included, in bytes
   * @param liveHeap in use after all garbage was collected, with the slow uploads under way
   */
  record Result(
      int slow,
      int underWay,
      Map<Integer, Integer> answered,
      int broken,
      double idleMillis,
      Fast beside,
      Optional<Fast> fewer,
      double peakHeap,
      double liveHeap) {

    Result {
      answered = Map.copyOf(answered);
    }
  }

  /**
   * Fast uploads, one after the other.
   *
   * @param slow uploads beside them
   * @param refused that were answered with 503
   * @param millis the median of those that were taken; empty if none was
   */
  record Fast(int slow, int tried, int refused, OptionalDouble millis) {}

  /** Lets them come, and the fast one beside them. */
  Result run() throws IOException, InterruptedException {
    Fast idle = fast(0);
    try (HeapGauge heap = HeapGauge.watch(management);
        SlowSenders slow = SlowSenders.begin(SLOW, stack)) {
      int underWay = awaitAll(slow);
      Fast beside = fast(slow.sending());
      Optional<Fast> fewer = Optional.empty();
      if (beside.millis().isEmpty()) {
        slow.giveUp(LEAVING);
        awaitAtMost(slow.sending());
        fewer = Optional.of(fast(slow.sending()));
      }
      stack.ingestProcess().collectGarbage();
      double live = HeapGauge.used(management).orElse(Double.NaN);
      return new Result(
          SLOW,
          underWay,
          slow.answers(),
          slow.broken(),
          idle.millis().orElse(Double.NaN),
          beside,
          fewer,
          heap.most(),
          live);
    }
  }

  /** Waits until each slow upload is under way or has been refused. */
  private int awaitAll(SlowSenders slow) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int most = 0;
    while (System.nanoTime() < end) {
      most = Math.max(most, underWay());
      if (most >= slow.sending()) {
        break;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return most;
  }

  private void awaitAtMost(int count) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (underWay() > count && System.nanoTime() < end) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private int underWay() throws IOException {
    stack.ingestProcess().processorTime(); // fails where it has ended
    return management.metric(UNDER_WAY).orElse(0.0).intValue();
  }

  private Fast fast(int slow) throws IOException {
    List<Double> millis = new ArrayList<>();
    int refused = 0;
    for (int n = 0; n < plan.fastUploads(); n++) {
      Recordings.renew(recording);
      Way ingest = ways.ingest("fast-" + n);
      long began = System.nanoTime();
      try {
        ingest.send(recording);
        millis.add((System.nanoTime() - began) / 1e6);
      } catch (UploadRefusedException e) {
        if (e.status() != UNAVAILABLE) {
          throw e;
        }
        refused++;
      }
    }
    return new Fast(
        slow,
        plan.fastUploads(),
        refused,
        millis.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Measured.median(millis)));
  }
}
