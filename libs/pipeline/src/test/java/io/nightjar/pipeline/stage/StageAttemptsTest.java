package io.nightjar.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ProbedStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class StageAttemptsTest extends StageTestBed {
  StageAttemptsTest(Sandbox sandbox) {
    super(sandbox);
  }

  @Test
  void buriesAnUnreadableEventAtOnceAsItWas() throws Exception {
    byte[] original = {'{', 0, (byte) 0xFF, 7};
    ProducerRecord<String, byte[]> message = new ProducerRecord<>(topic, 2, "some key", original);
    message
        .headers()
        .add("ce_id", new byte[] {1, 2, (byte) 0xFE})
        .add("mine", "kept".getBytes(UTF_8));
    message.headers().add("nothing", null);
    sandbox.publisher().send(message);
    Recording next = announce("the next one");

    runUntilCommitted(upperCase);

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(letter.key()).isEqualTo("some key");
    assertThat(letter.value()).isEqualTo(original);
    assertThat(letter.headers().lastHeader("ce_id").value()).containsExactly(1, 2, 0xFE);
    assertThat(letter.headers().lastHeader("nothing").value()).isNull();
    assertThat(Sandbox.header(letter, "mine")).isEqualTo("kept");
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("unreadable-event");
    assertThat(Sandbox.header(letter, "nightjar_detail")).isNotBlank();
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("0");
    assertThat(Sandbox.header(letter, "nightjar_service_version")).isEqualTo(RunningStage.VERSION);
    assertThat(Sandbox.header(letter, "nightjar_topic")).isEqualTo(topic);
    assertThat(Sandbox.header(letter, "nightjar_partition")).isEqualTo("2");
    assertThat(Sandbox.header(letter, "nightjar_offset")).isEqualTo("0");
    assertThat(completions(next.recordingId())).hasSize(1);
  }

  @Test
  void buriesTheLargestMessageThatTheBrokerTakes() throws Exception {
    byte[] original = new byte[1024 * 1024 - 100];
    new java.util.Random(1).nextBytes(original);
    sandbox.publisher().send(new ProducerRecord<>(topic, "k", original));

    runUntilCommitted(upperCase);

    assertThat(only(sandbox.read(deadLetters)).value()).isEqualTo(original);
  }

  @Test
  void buriesWhatTheStageFailsOnThreeTimesAndSaysHow() throws Exception {
    Recording recording = announce("bad for the stage");
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              throw new IllegalStateException("no such palette");
            });

    runUntilCommitted(stage);

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("stage-failed");
    assertThat(Sandbox.header(letter, "nightjar_detail"))
        .contains(ScriptedStage.VERSION.text())
        .contains("no such palette");
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("3");
    assertThat(Sandbox.header(letter, "ce_id")).isEqualTo(Examples.received(recording).id());
    assertThat(stage.calls(recording.recordingId())).isEqualTo(3);
    assertThat(marks()).isEmpty();
    assertThat(completions(recording.recordingId())).isEmpty();
  }

  @Test
  void buriesAnOutcomeThatNoEventCanCarry() throws Exception {
    Recording recording = announce("too much to say");
    record Words(String text) {}
    ScriptedStage stage =
        new ScriptedStage(context -> new StageOutcome.Completed(new Words("x".repeat(20_000))));

    try (var running = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
      assertThat(running.state()).isEqualTo(EventConsumer.State.RUNNING);
    }

    assertThat(Sandbox.header(only(sandbox.read(deadLetters)), "nightjar_cause"))
        .isEqualTo("stage-failed");
    assertThat(store.find(manifestKey(recording.recordingId()), 100_000)).isEmpty();
  }

  @Test
  void buriesWhatHasKilledThreeWorkersWithoutTryingAgain() throws Exception {
    Recording recording = announce("deadly");
    leaveMarks(recording, 3);

    runUntilCommitted(upperCase);

    ConsumerRecord<String, byte[]> letter = only(sandbox.read(deadLetters));
    assertThat(Sandbox.header(letter, "nightjar_cause")).isEqualTo("killed-worker");
    assertThat(Sandbox.header(letter, "nightjar_attempts")).isEqualTo("3");
    assertThat(upperCase.calls(recording.recordingId())).isZero();
    assertThat(marks()).isEmpty();
  }

  @Test
  void tellsReadersOfAGivenUpRecordingUntilTheStageHasEndedAfterAll() throws Exception {
    Recording recording = announce("deadly");
    leaveMarks(recording, 3);
    runUntilCommitted(upperCase);

    Manifest given = only(new Manifests(store).newest(recording.recordingId()));
    new Manifests(store).takeBack(given.work());
    announce(recording);
    runUntilCommitted(upperCase);

    assertThat(given.status()).isEqualTo(StageStatus.REJECTED);
    assertThat(given.code()).contains("killed-worker");
    Manifest ended = only(new Manifests(store).newest(recording.recordingId()));
    assertThat(ended.status()).isEqualTo(StageStatus.COMPLETED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void worksAloneOnWhatHasKilledAWorkerBefore(int deaths) throws Exception {
    Recording suspect = Examples.upload(store, "suspect");
    leaveMarks(suspect, deaths);
    AtomicInteger working = new AtomicInteger();
    Queue<Integer> besideSuspect = new ConcurrentLinkedQueue<>();
    CyclicBarrier innocents = new CyclicBarrier(2);
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              working.incrementAndGet();
              if (context.recordingId().equals(suspect.recordingId())) {
                besideSuspect.add(working.get() - 1);
              } else {
                meet(innocents); // these two do work side by side
              }
              StageOutcome outcome = ScriptedStage.upperCase(context);
              working.decrementAndGet();
              return outcome;
            });
    announce("innocent one");
    announce("innocent two");
    announce(suspect);

    runUntilCommitted(stage);

    assertThat(besideSuspect).containsExactly(0);
    assertThat(completions(suspect.recordingId())).hasSize(1);
    assertThat(marks()).isEmpty();
    assertThat(sandbox.read(deadLetters)).isEmpty();
  }

  @Test
  void forgetsTheMarksOfAWorkerThatDiedAfterItsManifest() throws Exception {
    Recording recording = announce("done, but not said");
    try (var _ = RunningStage.of(sandbox, service, topic, upperCase)) {
      awaitCommitted();
      leaveMarks(recording, 1);
      announce(recording);
      awaitCommitted();
    }

    assertThat(marks()).isEmpty();
    assertThat(upperCase.calls(recording.recordingId())).isEqualTo(1);
  }

  @Test
  void countsNoAttemptTwiceWhenTheStoresAnswerIsLost() throws Exception {
    Recording recording = announce("lost answers");
    Set<String> lost = ConcurrentHashMap.newKeySet();
    ProbedStore flaky =
        new ProbedStore(
            store,
            ProbedStore.Probe.NONE,
            (operation, key) -> {
              if (lost.add(operation + key)) {
                throw new StoreException("the answer to " + operation + " " + key + " was lost");
              }
            });

    try (var running = new RunningStage(sandbox, flaky, service, "", topic, PATIENT, upperCase)) {
      awaitCommitted();
      assertThat(running.retries.get()).isGreaterThan(3);
    }

    assertThat(lost).noneMatch(call -> call.contains("/2"));
    assertThat(completions(recording.recordingId())).hasSize(1);
    assertThat(marks()).isEmpty();
  }

  @Test
  void doesNotCountAnAttemptThatAStopInterrupted() throws Exception {
    Recording recording = announce("long work");
    CountDownLatch working = new CountDownLatch(1);
    AtomicBoolean stopped = new AtomicBoolean();
    ScriptedStage stage =
        new ScriptedStage(
            context -> {
              if (stopped.get()) {
                return ScriptedStage.upperCase(context);
              }
              working.countDown();
              new CountDownLatch(1).await();
              throw new AssertionError("never");
            });

    try (var _ =
        new RunningStage(sandbox, store, service, "", topic, Duration.ofMillis(1), stage)) {
      working.await();
      assertThat(marks()).hasSize(1);
    }

    assertThat(marks()).isEmpty();
    assertThat(sandbox.lag(service, topic)).isEqualTo(1);
    stopped.set(true);
    runUntilCommitted(stage);
    assertThat(completions(recording.recordingId())).hasSize(1);
  }
}
