package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Runs a program to its end; none outlives its deadline. */
public final class ChildProgram {
  /** How often one that runs is looked at. */
  private static final Duration LOOK = Duration.ofMillis(50);

  private ChildProgram() {}

  /**
   * How a program ended.
   *
   * @param exitCode 0 if all went well, as a rule
   * @param out what it wrote to its standard output
   * @param err what it wrote to its standard error
   */
  public record Result(int exitCode, String out, String err) {
    /** The same; fails the test, with all that the program said, unless its exit code is 0. */
    public Result succeeded() {
      assertThat(exitCode).as(err + out).isZero();
      return this;
    }
  }

  /**
   * Runs a program without input.
   *
   * @param folder where it runs
   * @param environment variables beside those of this JVM
   * @param deadline after which it and its children are killed and the test fails
   */
  public static Result run(
      List<String> command, Path folder, Map<String, String> environment, Duration deadline)
      throws IOException, InterruptedException {
    return runUntil(command, folder, environment, deadline, out -> false);
  }

  /**
   * Runs a program without input until it ends, or has said what is waited for.
   *
   * @param enough whether its output so far is all that is wanted; it is killed then
   */
  static Result runUntil(
      List<String> command,
      Path folder,
      Map<String, String> environment,
      Duration deadline,
      Predicate<String> enough)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("nightjar-program", ".out");
    Path err = Files.createTempFile("nightjar-program", ".err");
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectInput(new File("/dev/null"));
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      try {
        long end = System.nanoTime() + deadline.toNanos();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          if (enough.test(Files.readString(out))) {
            return new Result(0, Files.readString(out), Files.readString(err));
          }
          if (System.nanoTime() - end > 0) {
            throw new AssertionError(
                String.join(" ", command)
                    + " did not end within "
                    + deadline
                    + "; it said: "
                    + Files.readString(err)
                    + Files.readString(out));
          }
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    }
  }
}
