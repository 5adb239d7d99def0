package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.RecordingFailed;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.fault.MachineFaultException;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.scratch.ScratchRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What depends on the machine is tried again, and never becomes the recording's outcome. */
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
@Tag("process")
class MachineFaultTest extends StageTestBed {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  MachineFaultTest(Sandbox sandbox) {
    super(sandbox);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(
            "child-killed",
            (ScriptedStage.Script)
                context -> {
                  throw new MachineFaultException("child-killed", "by signal 9");
                }),
        Arguments.of(
            "disk-failed",
            (ScriptedStage.Script)
                context -> {
                  throw new FileSystemException("/scratch", null, "No space left on device");
                }),
        Arguments.of(
            "out-of-memory",
            (ScriptedStage.Script)
                context -> {
                  throw new OutOfMemoryError("Java heap space");
                }),
        Arguments.of(
            "out-of-memory",
            (ScriptedStage.Script)
                context -> {
                  context.reserve(Long.MAX_VALUE / 2);
                  return ScriptedStage.upperCase(context);
                }),
        Arguments.of(
            "stage-failed",
            (ScriptedStage.Script)
                context -> {
                  throw new StackOverflowError();
                }));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isTriedThreeTimesThenGivenUpInBothTopics(String code, ScriptedStage.Script script)
      throws Exception {
    Recording recording = announce("unlucky");
    ScriptedStage stage = new ScriptedStage(script);

    runUntilCommitted(stage);

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo(code);
    assertThat(Sandbox.header(letter, "nightjar_topic")).isEqualTo(topic);
    assertThat(stage.calls(recording.recordingId())).isEqualTo(3);
    RecordingFailed said = failed(recording);
    assertThat(said.code()).isEqualTo(code);
    assertThat(said.source()).isEqualTo(recording.raw());
    assertThat(store.find(manifestKey(recording.recordingId()), 100_000)).isEmpty();
    assertThat(marks()).isEmpty();
  }

  @Test
  void isForgottenOnceAnotherTrySucceeds() throws Exception {
    Recording recording = announce("second try");
    AtomicInteger tries = new AtomicInteger();
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              if (tries.incrementAndGet() == 1) {
                throw new IOException("disk full");
              }
              return ScriptedStage.upperCase(context);
            });

    runUntilCommitted(stage);

    assertThat(completions(recording.recordingId())).hasSize(1);
    assertThat(sandbox.read(deadLetters)).isEmpty();
    assertThat(sandbox.read(Topics.RECORDING_FAILED, recording.recordingId())).isEmpty();
    assertThat(marks()).isEmpty();
  }

  @Test
  void aWorkThatWasGivenUpStaysSoUntilItIsTakenBack() throws Exception {
    Recording recording = announce("deadly");
    leaveMarks(recording, 3);
    runUntilCommitted(upperCase);

    announce(recording);
    announce(recording);
    runUntilCommitted(upperCase);

    assertThat(sandbox.read(deadLetters)).hasSize(1);
    assertThat(upperCase.calls(recording.recordingId())).isZero();
    assertThat(failed(recording).code()).isEqualTo("killed-worker");
  }

  @Test
  void aHungWorkMissesItsDeadline() throws Exception {
    Recording recording = announce("hung");
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              new CountDownLatch(1).await();
              throw new AssertionError("never");
            });

    runUntilCommitted(stage, deadline(Duration.ofMillis(50)));

    assertThat(failed(recording).code()).isEqualTo("deadline-missed");
    assertThat(stage.calls(recording.recordingId())).isEqualTo(3);
    assertThat(store.find(manifestKey(recording.recordingId()), 100_000)).isEmpty();
  }

  @Test
  void aWorkThatGoesOnForEverMissesItsDeadlineToo() throws Exception {
    Recording recording = announce("endless");
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              while (true) {
                context.spend(1);
              }
            });

    runUntilCommitted(stage, deadline(Duration.ofMillis(50)));

    assertThat(failed(recording).code()).isEqualTo("deadline-missed");
  }

  @Test
  void longWorksNeverTakeTheLastWorker() throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(3 * RunningStage.CONCURRENCY);
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              if (context.source().size() > 10) {
                begun.countDown();
                context.spend(RunningStage.WORKS.longWorkUnits() + 1);
                let.await();
              }
              return ScriptedStage.upperCase(context);
            });
    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      for (int n = 0; n < 3 * RunningStage.CONCURRENCY; n++) {
        announce("a long recording " + n);
      }
      begun.await();

      Recording small = announce("short");

      await().atMost(PATIENCE).until(() -> completions(small.recordingId()).size() == 1);
      let.countDown();
      awaitCommitted();
    }
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void worksWaitForMemoryInsteadOfSharingTooLittle() throws Exception {
    long budget = RunningStage.WORKS.memoryBytes();
    AtomicInteger holding = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              context.reserve(budget / 2);
              most.accumulateAndGet(holding.incrementAndGet(), Math::max);
              StageOutcome outcome = ScriptedStage.upperCase(context);
              holding.decrementAndGet();
              return outcome;
            });
    List<Recording> all = List.of(announce("a"), announce("b"), announce("c"), announce("d"));

    runUntilCommitted(stage);

    assertThat(most.get()).isBetween(1, 2);
    assertThat(all).allMatch(recording -> completions(recording.recordingId()).size() == 1);
  }

  @Test
  void aManifestThatCannotBeReadIsADeadLetterAtOnce() throws Exception {
    Recording recording = Examples.upload(store, "spoilt");
    String key = manifestKey(recording.recordingId());
    store.put(key, "no manifest".getBytes(StandardCharsets.UTF_8), "application/json");
    announce(recording);
    announce(recording);

    runUntilCommitted(upperCase);

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("unreadable-document");
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("0");
    assertThat(failed(recording).detail()).contains(key);
    assertThat(upperCase.calls(recording.recordingId())).isZero();
  }

  private RecordingFailed failed(Recording recording) throws IOException {
    return Json.read(
        only(sandbox.read(Topics.RECORDING_FAILED, recording.recordingId())).value(),
        RecordingFailed.class);
  }

  private static WorkSettings deadline(Duration base) {
    return new WorkSettings(
        base,
        1_000_000_000_000L,
        Long.MAX_VALUE,
        64 << 20,
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
        ScratchRoot.defaultFolder());
  }

  private void runUntilCommitted(ScriptedStage stage, WorkSettings works) {
    List<StageBinding<?>> stages = List.of(RunningStage.onReceived(topic, stage));
    try (var _ = new RunningStage(sandbox, store, service, "", stages, PATIENT, works)) {
      awaitCommitted();
    }
  }
}
