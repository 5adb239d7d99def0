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

/** Runs a program to its end; none outlives its deadline. */
public final class ChildProgram {
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
    Path out = Files.createTempFile("nightjar-program", ".out");
    Path err = Files.createTempFile("nightjar-program", ".err");
    try {
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectInput(new File("/dev/null"));
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      try {
        if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              String.join(" ", command)
                  + " did not end within "
                  + deadline.toSeconds()
                  + " s; it said: "
                  + Files.readString(err)
                  + Files.readString(out));
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
