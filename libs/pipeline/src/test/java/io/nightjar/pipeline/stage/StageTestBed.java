package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.StageCompleted;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;

/** What tests of a running stage share: topics of its own, uploads, and a look at what it said. */
abstract class StageTestBed {
  static final Duration PATIENT = Duration.ofSeconds(15);

  final Sandbox sandbox;
  final ObjectStore store;
  final ScriptedStage upperCase = new ScriptedStage(ScriptedStage::upperCase);
  String service = "";
  String topic = "";
  String deadLetters = "";

  StageTestBed(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.store = sandbox.store();
  }

  @BeforeEach
  void makeTopics() throws Exception {
    service = sandbox.unique("service");
    topic = sandbox.topic("input");
    deadLetters = sandbox.deadLetters(service);
    sandbox.retries(service);
  }

  Recording announce(String content) throws Exception {
    Recording recording = Examples.upload(store, content);
    announce(recording);
    return recording;
  }

  void announce(Recording recording) throws Exception {
    sandbox.publisher().publish(topic, Examples.received(recording));
  }

  void leaveMarks(Recording recording, int count) throws StoreException {
    for (int n = 1; n <= count; n++) {
      store.put(
          ObjectKeys.attempt(
              ScriptedStage.VERSION.stage(),
              ScriptedStage.VERSION.version(),
              recording.recordingId(),
              n),
          ScriptedStage.bytes("someone who died"),
          "text/plain");
    }
  }

  /** Runs a stage until everything on the topic is done. */
  void runUntilCommitted(Stage<RecordingReceived> stage) {
    try (var _ = RunningStage.of(sandbox, service, topic, stage)) {
      awaitCommitted();
    }
  }

  void awaitCommitted() {
    String retries = Topics.retries(service);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sandbox.lag(service, topic) == 0 && sandbox.lag(service, retries) == 0);
  }

  /** The marks of attempts at works that have not ended. */
  List<String> marks() throws StoreException {
    return sandbox.keys("attempts/");
  }

  List<ConsumerRecord<String, byte[]>> completions(RecordingId id) {
    return sandbox.read(Topics.ARTEFACT_CREATED, id);
  }

  byte[] find(String key) throws IOException {
    return store.find(key, 100_000).orElseThrow();
  }

  static StageCompleted completed(ConsumerRecord<String, byte[]> message) {
    return switch (EventCodec.decode(message, EventType.THERMAL_DECODED, StageCompleted.class)) {
      case EventCodec.Understood<?> understood -> (StageCompleted) understood.event().data();
      case EventCodec.OtherType other -> throw new AssertionError(other);
      case EventCodec.Unreadable unreadable -> throw new AssertionError(unreadable);
    };
  }

  static String ceId(Recording recording) {
    return EventIds.of(
        EventType.THERMAL_DECODED, recording.recordingId(), ScriptedStage.VERSION.text());
  }

  static String manifestKey(RecordingId id) {
    return ObjectKeys.manifest(id, "thermal", ScriptedStage.VERSION.version());
  }

  static <T> T only(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  static void meet(CyclicBarrier barrier) throws InterruptedException {
    try {
      barrier.await();
    } catch (BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
