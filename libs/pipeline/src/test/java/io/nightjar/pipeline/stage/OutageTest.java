package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.TestedStore;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.OutboxRelay;
import io.nightjar.pipeline.recording.ExpectedStages;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A broker and a store of its own, which really end (SIGKILL) and come back as they were. */
@Tag("process")
@Timeout(120)
class OutageTest {
  private static final Path FOLDER = BrokerAndStore.temporaryFolder();
  private static final EmbeddedProcess BROKER =
      EmbeddedProcess.start(EmbeddedOptions.in(FOLDER.resolve("broker")).withParts(Part.KAFKA));
  private static final EmbeddedProcess STORE =
      EmbeddedProcess.start(EmbeddedOptions.in(FOLDER.resolve("store")).withParts(Part.S3));
  private static final Duration PATIENT = Duration.ofSeconds(60);

  private static final Sandbox SANDBOX = Sandbox.in(BROKER, TestedStore.of(STORE), "OutageTest");

  @AfterAll
  static void end() throws IOException {
    SANDBOX.close();
    BROKER.close();
    STORE.close();
    BrokerAndStore.removeTree(FOLDER);
  }

  @Test
  void aBrokerThatIsDownIsWaitedFor() throws Exception {
    String service = SANDBOX.unique("service");
    String topic = SANDBOX.topic("input");
    String deadLetters = SANDBOX.deadLetters(service);
    SANDBOX.retries(service);
    Recording recording = announce(topic, "broker");
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch down = new CountDownLatch(1);
    ScriptedStage stage = upperCaseOnce(working, down);

    try (RunningStage running = RunningStage.of(SANDBOX, service, topic, stage)) {
      working.await();
      BROKER.kill();
      down.countDown();
      await().atMost(PATIENT).until(() -> running.retries.get() >= 1);
      assertThat(store().find(manifestKey(recording), 100_000)).isPresent();
      assertThat(running.state()).isEqualTo(EventConsumer.State.RUNNING);

      BROKER.restart();

      await().atMost(PATIENT).until(() -> SANDBOX.lag(service, topic) == 0);
    }
    assertWorkedOnce(stage, recording, deadLetters);
  }

  @Test
  void aStoreThatIsDownIsWaitedFor() throws Exception {
    String service = SANDBOX.unique("service");
    String topic = SANDBOX.topic("input");
    String deadLetters = SANDBOX.deadLetters(service);
    SANDBOX.retries(service);
    Recording recording = announce(topic, "store");
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch down = new CountDownLatch(1);
    ScriptedStage stage = upperCaseOnce(working, down);

    try (RunningStage running = RunningStage.of(SANDBOX, service, topic, stage)) {
      working.await();
      STORE.kill();
      down.countDown();
      await().atMost(PATIENT).until(() -> running.retries.get() >= 3);
      Recording other = Examples.recording(77);
      SANDBOX.publisher().publish(topic, Examples.received(other)); // finds the store down, too
      assertThatExceptionOfType(StoreException.class).isThrownBy(() -> SANDBOX.keys(""));

      STORE.restart();

      await().atMost(PATIENT).until(() -> SANDBOX.lag(service, topic) == 0);
      assertThat(SANDBOX.read(Topics.RECORDING_FAILED, other.recordingId())).hasSize(1);
    }
    assertThat(SANDBOX.read(Topics.ARTEFACT_CREATED, recording.recordingId())).hasSize(1);
    assertThat(SANDBOX.keys("attempts/")).isEmpty();
    assertThat(SANDBOX.read(deadLetters)).isEmpty();
  }

  @Test
  void anUploadThatCannotBeAnnouncedIsKeptAndAnnouncedLater() throws Exception {
    Acceptance acceptance =
        new Acceptance(store(), SANDBOX.publisher(), "ingest-service", ExpectedStages.ALL);
    Recording recording = Examples.upload(store(), "kept");
    OutboxRelay relay =
        new OutboxRelay(
            store(),
            acceptance,
            Duration.ZERO,
            new SimpleMeterRegistry(),
            InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));
    BROKER.kill();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> acceptance.accept(recording, Examples.TRACE));
    assertThat(SANDBOX.keys(ObjectKeys.OUTBOX))
        .containsExactly(ObjectKeys.outbox(recording.recordingId()));
    assertThat(relay.sweep()).isZero();
    assertThat(SANDBOX.keys(ObjectKeys.OUTBOX)).hasSize(1);
    assertThat(store().find(recording.raw().key(), 100)).isPresent();

    BROKER.restart();

    await().atMost(PATIENT).until(() -> relay.sweep() == 1);
    assertThat(SANDBOX.keys(ObjectKeys.OUTBOX)).isEmpty();
    assertThat(SANDBOX.read(Topics.received(MediaKind.THERMAL), recording.recordingId()))
        .isNotEmpty()
        .extracting(message -> Sandbox.header(message, "ce_id"))
        .containsOnly(Examples.received(recording).id());
  }

  private static void assertWorkedOnce(ScriptedStage stage, Recording recording, String deadLetters)
      throws StoreException {
    assertThat(stage.calls(recording.recordingId())).isEqualTo(1);
    assertThat(SANDBOX.read(Topics.ARTEFACT_CREATED, recording.recordingId()))
        .isNotEmpty()
        .extracting(message -> Sandbox.header(message, "ce_id"))
        .containsOnly(
            EventIds.of(
                EventType.THERMAL_DECODED, recording.recordingId(), ScriptedStage.VERSION.text()));
    assertThat(SANDBOX.keys("attempts/")).isEmpty();
    assertThat(SANDBOX.read(deadLetters)).isEmpty();
  }

  private static Recording announce(String topic, String content) throws Exception {
    Recording recording = Examples.upload(store(), content);
    SANDBOX.publisher().publish(topic, Examples.received(recording));
    return recording;
  }

  private static String manifestKey(Recording recording) {
    return ObjectKeys.manifest(recording.recordingId(), "thermal", ScriptedStage.VERSION.version());
  }

  private static ObjectStore store() {
    return SANDBOX.store();
  }

  /** A stage that says when it works, and ends its work only once it is let. */
  private static ScriptedStage upperCaseOnce(CountDownLatch working, CountDownLatch let) {
    return new ScriptedStage(
        context -> {
          working.countDown();
          let.await();
          return ScriptedStage.upperCase(context);
        });
  }
}
