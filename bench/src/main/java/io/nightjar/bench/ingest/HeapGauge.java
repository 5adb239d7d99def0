package io.nightjar.bench.ingest;

import io.nightjar.bench.stack.Management;
import java.util.Optional;

/** Looks at a service's heap a few times a second, and keeps the most that it saw. */
final class HeapGauge implements AutoCloseable {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";
  private static final long PAUSE_MILLIS = 200;

  private final Management management;
  private final Thread thread = new Thread(this::run, "heap gauge");
  private volatile double most;

  private HeapGauge(Management management) {
    this.management = management;
  }

  static HeapGauge watch(Management management) {
    HeapGauge gauge = new HeapGauge(management);
    gauge.thread.setDaemon(true);
    gauge.thread.start();
    return gauge;
  }

  /** Bytes in use now, garbage included; empty if the service does not answer. */
  static Optional<Double> used(Management management) {
    return management.metric(HEAP);
  }

  /** The most bytes that were seen in use. */
  double most() {
    return most;
  }

  private void run() {
    try {
      while (true) {
        most = Math.max(most, used(management).orElse(0.0));
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
