package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that send at the same time, each from a thread and a recording of its own. */
final class Clients implements AutoCloseable {
  private final Load load;
  private final Stack stack;
  private final List<byte[]> recordings = new ArrayList<>();
  private final ExecutorService threads;

  Clients(Load load, Stack stack) {
    this.load = load;
    this.stack = stack;
    for (int n = 0; n < load.clients(); n++) {
      recordings.add(Recordings.make(load.bytes()));
    }
    this.threads = Executors.newFixedThreadPool(load.clients());
  }

  /**
   * Sends recordings, none of which was sent before; whoever is done takes the next.
   *
   * @throws IOException if one of them is not taken
   */
  Measured send(Way way, int count) throws IOException, InterruptedException {
    AtomicInteger left = new AtomicInteger(count);
    List<Callable<List<Double>>> shares =
        recordings.stream()
            .<Callable<List<Double>>>map(recording -> () -> sendShare(way, recording, left))
            .toList();
    ProcessorTime before = ProcessorTime.now(stack);
    long began = System.nanoTime();
    List<Future<List<Double>>> done = threads.invokeAll(shares);
    double seconds = (System.nanoTime() - began) / 1e9;
    ProcessorTime after = ProcessorTime.now(stack);
    return new Measured((long) count * load.bytes(), seconds, all(done), after.minus(before));
  }

  private static List<Double> sendShare(Way way, byte[] recording, AtomicInteger left)
      throws IOException {
    List<Double> millis = new ArrayList<>();
    while (left.getAndDecrement() > 0) {
      Recordings.renew(recording);
      long began = System.nanoTime();
      way.send(recording);
      millis.add((System.nanoTime() - began) / 1e6);
    }
    return millis;
  }

  private static List<Double> all(List<Future<List<Double>>> shares)
      throws IOException, InterruptedException {
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> share : shares) {
      try {
        all.addAll(share.get());
      } catch (ExecutionException e) {
        throw new IOException("an upload failed: " + e.getCause(), e.getCause());
      }
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
