package io.nightjar.bench.preview;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What something took.
 *
 * @param seconds by the clock
 * @param processorSeconds of this process and of its children that have ended, all threads
 */
record Cost(double seconds, double processorSeconds) {

  /** What nothing takes. */
  static final Cost NONE = new Cost(0, 0);

  private static final Path SELF = Path.of("/proc/self/stat");

  /** Hundredths of a second, on every Linux that Java runs on. */
  private static final double TICKS = 100;

  private static final int USER_TIME = 11;
  private static final int TIMES = 4;

  /** Something that is measured. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Measures. */
  static Cost of(Work work) throws Exception {
    double processor = used();
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Cost(seconds, used() - processor);
  }

  /** The least of each: what came on top is other work of the machine. */
  Cost least(Cost other) {
    return new Cost(
        Math.min(seconds, other.seconds), Math.min(processorSeconds, other.processorSeconds));
  }

  Cost plus(Cost other) {
    return new Cost(seconds + other.seconds, processorSeconds + other.processorSeconds);
  }

  /** The kernel's own count (proc(5)); elsewhere that of this process alone, without children. */
  private static double used() throws IOException {
    if (!Files.isReadable(SELF)) {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
    String stat = Files.readString(SELF, StandardCharsets.ISO_8859_1);
    // The program's name, in parentheses, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS;
  }
}
