package io.nightjar.bench;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks, of which nothing is printed but what the caller makes of their results. */
public final class Jmh {
  private Jmh() {}

  /** The benchmarks of a class, as {@link #run} takes them. */
  public static String all(Class<?> benchmarks) {
    return "\\." + benchmarks.getSimpleName() + "\\.";
  }

  /**
   * Runs benchmarks in virtual machines of their own.
   *
   * @param benchmarks a regular expression that is found in their full names
   * @param jvmOptions of those machines, beside the ones of this one
   */
  public static Collection<RunResult> run(String benchmarks, List<String> jvmOptions)
      throws RunnerException {
    // What the forked machines say, such as that a module is incubating, is no result.
    PrintStream results = System.out;
    System.setOut(System.err);
    try {
      return new Runner(
              new OptionsBuilder()
                  .include(benchmarks)
                  .jvmArgsAppend(jvmOptions.toArray(String[]::new))
                  .verbosity(VerboseMode.SILENT)
                  .build())
          .run();
    } finally {
      System.setOut(results);
    }
  }

  /** The shortest time of a benchmark, in its unit: other work on the machine disturbs it least. */
  public static double shortest(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }
}
