package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120) // a deadlock fails the test instead of holding up the build
@Tag("process")
class ChildInputTest {

  private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");
  private static final ProcessLimits LIMITS =
      new ProcessLimits(Duration.ofMinutes(5), 1, 1L << 30, 0);

  private static final ChildInput.Writer ENDLESS =
      input -> {
        byte[] block = new byte[1 << 16];
        while (true) {
          input.write(block);
        }
      };

  @Test
  void aChildReadsWhatIsWritten() throws IOException {
    ChildOutcome outcome =
        shell("cat >&2", LIMITS)
            .run(
                input -> {
                  input.write("one ".getBytes(StandardCharsets.US_ASCII));
                  input.write('2');
                },
                ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(0, "one 2"));
  }

  /** Both pipes hold far less: who filled one without emptying the other would wait for ever. */
  @Test
  void aChildThatAnswersMoreThanAPipeHoldsIsReadMeanwhile() throws IOException {
    byte[] much = new byte[1 << 22];
    ByteArrayOutputStream read = new ByteArrayOutputStream();

    ChildOutcome outcome =
        shell("cat; echo done >&2", LIMITS)
            .run(input -> input.write(much), output -> output.transferTo(read) > 0);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(0, "done"));
    assertThat(read.size()).isEqualTo(much.length);
  }

  @Test
  void aChildThatDiesHoldsNobodyUp() throws IOException {
    ChildOutcome outcome =
        shell("echo broken >&2; exit 3", LIMITS).run(ENDLESS, ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isEqualTo(new ChildOutcome.Ended(3, "broken"));
  }

  @Test
  void aChildThatEndsWellBeforeItsInputDoesHasNotDoneItsWork() {
    ChildProcess child = shell("exit 0", LIMITS);

    assertThatThrownBy(() -> child.run(ENDLESS, ChildProcess.OutputReader.DISCARD))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ended before its input did");
  }

  @Test
  void aWriterThatFailsEndsTheChild() throws Exception {
    CompletableFuture<ProcessHandle> child = new CompletableFuture<>();
    CountDownLatch reading = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                shell("echo $$; cat", LIMITS)
                    .run(
                        input -> {
                          await(reading);
                          throw new IOException("the store is gone");
                        },
                        output -> {
                          child.complete(handle(output));
                          reading.countDown();
                          return output.read() < 0;
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("the store is gone");

    child.get().onExit().get(); // would never come for a process that was left running
  }

  @Test
  void aWritersOwnExceptionPassesUnchanged() {
    ChildProcess child = shell("cat", LIMITS);

    assertThatThrownBy(
            () ->
                child.run(
                    input -> {
                      throw new IllegalStateException("told to end");
                    },
                    ChildProcess.OutputReader.DISCARD))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("told to end");
  }

  /** The pipe is full soon, and from then on it is the child that takes too long. */
  @Test
  void aChildThatReadsNothingMissesItsDeadline() throws IOException {
    ProcessLimits soon = new ProcessLimits(Duration.ofSeconds(1), 1, 1L << 30, 0);

    ChildOutcome outcome =
        shell("while :; do read -r x < /dev/null; done", soon)
            .run(ENDLESS, ChildProcess.OutputReader.DISCARD);

    assertThat(outcome).isInstanceOf(ChildOutcome.DeadlinePassed.class);
  }

  @Test
  void whatTheWriterWaitsForIsNotTheChildsTime() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ByteArrayOutputStream pipe = new ByteArrayOutputStream();
    ChildInput input =
        ChildInput.start(
            pipe,
            stream -> {
              waiting.countDown();
              await(go);
              stream.write(1);
            },
            () -> {});
    waiting.await();

    Duration whileWaiting = input.childsTime();
    go.countDown();

    assertThat(whileWaiting).isZero();
    input.thread().join();
    assertThat(input.complete()).isTrue();
    assertThat(input.childsTime()).isPositive();
  }

  @Test
  void anInterruptedCallerLeavesNoChildBehind() throws Exception {
    CompletableFuture<ProcessHandle> child = new CompletableFuture<>();
    CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    shell("echo $$; while :; do read -r x < /dev/null; done", LIMITS)
                        .run(
                            ENDLESS,
                            output -> {
                              child.complete(handle(output));
                              return output.read() < 0;
                            });
                    flagKept.completeExceptionally(new AssertionError("ended"));
                  } catch (InterruptedIOException e) {
                    flagKept.complete(Thread.currentThread().isInterrupted());
                  } catch (IOException e) {
                    flagKept.completeExceptionally(e);
                  }
                });
    ProcessHandle process = child.get();

    caller.interrupt();

    assertThat(flagKept.get()).isTrue();
    process.onExit().get();
  }

  private static ChildProcess shell(String script, ProcessLimits limits) {
    return new ChildProcess(List.of("/bin/sh", "-c", script), PATH, limits);
  }

  /** A process by the line with its number that it wrote. */
  private static ProcessHandle handle(InputStream output) throws IOException {
    long pid = 0;
    for (int digit = output.read(); digit != '\n'; digit = output.read()) {
      pid = 10 * pid + digit - '0';
    }
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }
}
