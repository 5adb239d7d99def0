package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A camera that comes back after weeks with hundreds of recordings, and the others, who send now
 * and then as before. Turns without and with it alternate, so that other work on the machine meets
 * both.
 */
final class Drain {
  static final int CONNECTIONS = 8;
  static final int EVERY_MILLIS = 500;

  private static final int OTHERS = 8;
  private static final int BYTES_OF_OTHERS = 100_000;
  private static final int BYTES = 800_000;
  private static final double PERCENTILE = 0.95;

  private final Plan plan;
  private final Stack stack;
  private final Ways ways;
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicLong drained = new AtomicLong();
  private double seconds;
  private double processorSeconds;

  Drain(Plan plan, Stack stack, Ways ways) {
    this.plan = plan;
    this.stack = stack;
    this.ways = ways;
  }

  /**
   * What happened.
   *
   * @param others devices beside the one that drains
   * @param alone the time in ms in which 95 % of their uploads were done, without it
   * @param beside the same with it
   * @param megabytesPerSecond what it got through
   * @param recordings that it got through
   * @param processors busy on the average while it drained, by all processes of the bench
   * @param refused uploads of the others that were not taken
   */
  record Result(
      int others,
      double alone,
      double beside,
      double megabytesPerSecond,
      long recordings,
      double processors,
      int refused) {}

  Result run() throws IOException, InterruptedException {
    List<Double> alone = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int turn = 0; turn < plan.drainTurns(); turn++) {
        alone.addAll(others(threads));
        beside.addAll(othersBesideOneThatDrains(threads));
      }
    }
    return new Result(
        OTHERS,
        percentile(alone),
        percentile(beside),
        drained.get() / 1e6 / seconds,
        drained.get() / BYTES,
        processorSeconds / seconds,
        refused.get());
  }

  private List<Double> othersBesideOneThatDrains(ExecutorService threads)
      throws IOException, InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Boolean>> drains = new ArrayList<>();
    long began = System.nanoTime();
    ProcessorTime before = ProcessorTime.now(stack);
    for (int n = 0; n < CONNECTIONS; n++) {
      drains.add(threads.submit(() -> drain(over)));
    }
    List<Double> millis = others(threads);
    over.set(true);
    for (Future<Boolean> drain : drains) {
      get(drain);
    }
    seconds += (System.nanoTime() - began) / 1e9;
    processorSeconds += ProcessorTime.now(stack).minus(before).sum();
    return millis;
  }

  private boolean drain(AtomicBoolean over) throws IOException {
    Way way = ways.ingest("returned");
    byte[] recording = Recordings.make(BYTES);
    while (!over.get()) {
      Recordings.renew(recording);
      way.send(recording);
      drained.addAndGet(BYTES);
    }
    return true;
  }

  /** A turn of the others: the time of each upload, in ms. */
  private List<Double> others(ExecutorService threads) throws IOException, InterruptedException {
    List<Future<List<Double>>> others = new ArrayList<>();
    for (int n = 0; n < OTHERS; n++) {
      int device = n;
      others.add(threads.submit(() -> other(device)));
    }
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> other : others) {
      all.addAll(get(other));
    }
    return all;
  }

  private List<Double> other(int device) throws IOException, InterruptedException {
    Way way = ways.ingest("other-" + device);
    byte[] recording = Recordings.make(BYTES_OF_OTHERS);
    List<Double> millis = new ArrayList<>();
    TimeUnit.MILLISECONDS.sleep((long) device * EVERY_MILLIS / OTHERS);
    long next = System.nanoTime();
    for (int n = 0; n < plan.drainUploads(); n++) {
      Recordings.renew(recording);
      long began = System.nanoTime();
      try {
        way.send(recording);
        millis.add((System.nanoTime() - began) / 1e6);
      } catch (UploadRefusedException e) {
        refused.incrementAndGet();
      }
      next += TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
      TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
    }
    return millis;
  }

  private static <T> T get(Future<T> done) throws IOException, InterruptedException {
    try {
      return done.get();
    } catch (ExecutionException e) {
      throw new IOException("an upload failed: " + e.getCause(), e.getCause());
    }
  }

  private static double percentile(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(PERCENTILE * sorted.size())));
  }
}
