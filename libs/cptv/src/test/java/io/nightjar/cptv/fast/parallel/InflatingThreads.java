package io.nightjar.cptv.fast.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BooleanSupplier;

/** The threads of this machine that help to inflate. */
final class InflatingThreads {

  static final Duration LONG = Duration.ofSeconds(30);

  private static final String NAME = "cptv-inflate";

  private InflatingThreads() {}

  static List<Thread> all() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(NAME))
        .toList();
  }

  static void awaitEnd() throws InterruptedException {
    for (Thread thread : all()) {
      assertThat(thread.join(LONG)).isTrue();
    }
  }

  /** Waits until one has decoded as much ahead as it may. */
  static void awaitThatOneWaits() {
    await(() -> all().stream().anyMatch(InflatingThreads::waitsForTheReader));
  }

  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time is up").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean waitsForTheReader(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(ArrayBlockingQueue.class.getName()));
  }
}
