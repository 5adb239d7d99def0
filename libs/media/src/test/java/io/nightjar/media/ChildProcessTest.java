package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120) // a child that is never killed fails the test instead of holding up the build
@Tag("process")
class ChildProcessTest {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofMinutes(5), 1, 1L << 30, 0);

  /**
   * Writes its process id and that of a child of its own, and then never ends and never writes
   * again.
   */
  private static final String HANGS =
      "sh -c 'while :; do read -r x < \"$0\"; done' \"$1\" & echo $$ $!; wait";

  @TempDir Path folder;

  @Test
  void reportsExitCodeAndErrors() throws IOException {
    ChildOutcome outcome =
        shell("echo out; echo wrong >&2; exit 3", LIMITS).run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(3, "wrong"));
  }

  @Test
  void keepsBothEndsOfEndlessErrors() throws IOException {
    String complains =
        "echo first >&2; i=0; while [ $i -lt 20000 ]; do echo xxxxxxxxx >&2; i=$((i+1)); done; echo last >&2";

    ChildOutcome outcome = shell(complains, LIMITS).run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome.errors()).startsWith("first\n").endsWith("last").hasSizeLessThan(8400);
    assertThat(outcome.errors()).contains("… " + (6 + 200_000 + 5 - 8192) + " bytes …");
  }

  @Test
  void killsAHangingChildAndItsChildrenAtTheDeadline() throws Exception {
    CompletableFuture<List<ProcessHandle>> family = new CompletableFuture<>();
    ProcessLimits soon = new ProcessLimits(Duration.ofSeconds(2), 1, 1L << 30, 0);

    ChildOutcome outcome =
        hanging(soon)
            .run(
                output -> {
                  BufferedReader reader =
                      new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
                  family.complete(handles(reader.readLine()));
                  return reader.readLine() == null;
                });

    assertThat(outcome).isInstanceOf(ChildOutcome.DeadlinePassed.class);
    assertThat(family.join()).hasSize(2);
    for (ProcessHandle process : family.join()) {
      process.onExit().get(); // would never come for a process that was left running
    }
  }

  /** As a pipe does that the killing has closed. */
  @Test
  void aReaderThatFailsWhenItsChildIsKilledHidesNoMissedDeadline() throws Exception {
    ProcessLimits atOnce = new ProcessLimits(Duration.ofNanos(1), Long.MAX_VALUE, 1L << 30, 0);

    ChildOutcome outcome =
        hanging(atOnce)
            .run(
                output -> {
                  output.readAllBytes();
                  throw new IOException("Stream closed");
                });

    assertThat(outcome).isInstanceOf(ChildOutcome.DeadlinePassed.class);
  }

  /** An hour for 3600 samples, though a child without any would be late after a millisecond. */
  @Test
  void samplesGiveTime() throws IOException {
    ProcessLimits noStartup = new ProcessLimits(Duration.ofMillis(1), 1, 1L << 30, 0);
    List<String> command = List.of("/bin/sh", "-c", "sleep 1; echo done >&2");

    ChildOutcome outcome =
        new ChildProcess(command, PATH, noStartup, 3_600, () -> 3_600)
            .run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(0, "done"));
  }

  @Test
  void killsTheChildWhenTheCallerIsInterrupted() throws Exception {
    CompletableFuture<List<ProcessHandle>> family = new CompletableFuture<>();
    CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    hanging(LIMITS)
                        .run(
                            output -> {
                              BufferedReader reader =
                                  new BufferedReader(
                                      new InputStreamReader(output, StandardCharsets.UTF_8));
                              family.complete(handles(reader.readLine()));
                              return reader.readLine() == null;
                            });
                    flagKept.completeExceptionally(new AssertionError("ended"));
                  } catch (InterruptedIOException e) {
                    flagKept.complete(Thread.currentThread().isInterrupted());
                  } catch (IOException e) {
                    flagKept.completeExceptionally(e);
                  }
                });

    List<ProcessHandle> processes = family.get();
    caller.interrupt();

    assertThat(flagKept.get()).isTrue();
    for (ProcessHandle process : processes) {
      process.onExit().get();
    }
  }

  @Test
  void killsTheChildWhenItsReaderWantsNoMore() throws Exception {
    CompletableFuture<List<ProcessHandle>> family = new CompletableFuture<>();

    ChildOutcome outcome =
        hanging(LIMITS)
            .run(
                output -> {
                  family.complete(
                      handles(
                          new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))
                              .readLine()));
                  return false;
                });

    assertThat(outcome).isInstanceOf(ChildOutcome.Stopped.class);
    for (ProcessHandle process : family.join()) {
      process.onExit().get();
    }
  }

  @Test
  void killsTheChildWhenItsReaderFails() {
    assertThatThrownBy(
            () ->
                shell("while :; do :; done", LIMITS)
                    .run(
                        output -> {
                          throw new IOException("disk full");
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @Test
  void theChildSeesNothingOfOurEnvironmentAndNoInput() throws IOException {
    ChildOutcome outcome =
        shell(
                "cat >&2; env | grep -v -e '^PATH=' -e '^PWD=' -e '^_=' -e '^SHLVL=' -e '^OLDPWD=' >&2",
                LIMITS)
            .run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome.errors()).isEmpty();
  }

  @Test
  void aFileLimitOfZeroForbidsFiles() throws IOException {
    Path target = folder.resolve("written");

    ChildOutcome outcome =
        new ChildProcess(
                List.of("/bin/sh", "-c", "echo x > \"$1\"", "sh", target.toString()), PATH, LIMITS)
            .run(ChildProcess.OutputReader.DISCARD);

    assertThat(outcome)
        .isInstanceOf(ChildOutcome.Ended.class)
        .isNotEqualTo(new ChildOutcome.Ended(0, ""));
    assertThat(Files.size(target)).isZero();
  }

  @Test
  void aMissingProgramIsNotStarted() throws IOException {
    ChildOutcome outcome =
        new ChildProcess(List.of("/nonexistent/program"), PATH, LIMITS)
            .run(ChildProcess.OutputReader.DISCARD);

    assertThat(((ChildOutcome.Ended) outcome).notStarted()).isTrue();
  }

  private ChildProcess shell(String script, ProcessLimits limits) {
    return new ChildProcess(List.of("/bin/sh", "-c", script), PATH, limits);
  }

  private ChildProcess hanging(ProcessLimits limits) throws IOException {
    Path pipe = folder.resolve("pipe");
    try {
      new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new ChildProcess(List.of("/bin/sh", "-c", HANGS, "sh", pipe.toString()), PATH, limits);
  }

  private static List<ProcessHandle> handles(String processIds) {
    return java.util.Arrays.stream(processIds.split(" "))
        .map(Long::parseLong)
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .toList();
  }
}
