package io.nightjar.pipeline.stage;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks at every work under way from time to time, and ends those that missed their deadline. */
final class DeadlineWatch implements AutoCloseable {
  private final Set<WorkMeter> meters = ConcurrentHashMap.newKeySet();
  private final Duration interval;
  private final Thread thread;

  DeadlineWatch(Duration interval) {
    this.interval = interval;
    this.thread = Thread.ofPlatform().daemon().name("deadline-watch").start(this::run);
  }

  void add(WorkMeter meter) {
    meters.add(meter);
  }

  void remove(WorkMeter meter) {
    meters.remove(meter);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(interval);
        meters.forEach(WorkMeter::interruptIfOverdue);
      }
    } catch (InterruptedException e) {
      return; // closed
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
