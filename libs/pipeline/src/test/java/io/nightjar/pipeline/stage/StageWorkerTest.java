package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Examples;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.settings.PipelineSettings;
import io.nightjar.pipeline.store.StoreSettings;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class StageWorkerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final Sandbox sandbox;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ScriptedStage stage = new ScriptedStage(ScriptedStage::upperCase);

  StageWorkerTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @Test
  void preparesWorksMeasuresAndLeaves() throws Exception {
    String service = sandbox.unique("service");
    String topic = sandbox.topic("input");
    Recording recording = Examples.upload(sandbox.store(), "worked on");
    sandbox.publisher().publish(topic, Examples.received(recording));
    StageWorker worker =
        worker(
            new PipelineSettings(sandbox.kafka(), sandbox.storeSettings(), 2, "1"), service, topic);

    worker.start();
    await().atMost(PATIENCE).until(() -> sandbox.lag("nightjar-" + service, topic) == 0);
    assertThat(worker.state()).isEqualTo(EventConsumer.State.RUNNING);
    worker.close();

    assertThat(worker.state()).isEqualTo(EventConsumer.State.STOPPED);
    assertThat(sandbox.read(Topics.ARTEFACT_CREATED, recording.recordingId())).hasSize(1);
    assertThat(sandbox.read(Topics.deadLetters(service))).isEmpty();
    assertThat(
            meters
                .get("nightjar.stage.duration")
                .tags("stage", "thermal", "status", "completed")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void leavesWithoutHavingBegun() {
    StageWorker worker =
        worker(
            new PipelineSettings(sandbox.kafka(), sandbox.storeSettings(), 2, "1"),
            sandbox.unique("service"),
            "any");

    worker.close();

    assertThat(worker.state()).isEqualTo(EventConsumer.State.STOPPED);
  }

  @Test
  void leavesWhileItWaitsForAStoreThatIsNotThere() {
    StoreSettings none =
        new StoreSettings(
            URI.create("http://127.0.0.1:1"), "us-east-1", "none", "a", "b", Duration.ofSeconds(1));
    assertLeavesWhileItWaits(new PipelineSettings(sandbox.kafka(), none, 2, "1"));
  }

  @Test
  @Timeout(30) // what an orchestrator grants
  void leavesWhileItWaitsForABrokerThatIsNotThere() {
    KafkaSettings none =
        new KafkaSettings(
            "127.0.0.1:1",
            TopicSettings.oneBroker(1),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Map.of());
    StageWorker worker =
        worker(new PipelineSettings(none, sandbox.storeSettings(), 2, "1"), "none", "any");
    worker.start();

    worker.close();

    assertThat(worker.state()).isEqualTo(EventConsumer.State.STOPPED);
  }

  private void assertLeavesWhileItWaits(PipelineSettings settings) {
    StageWorker worker = worker(settings, "none", "any");
    worker.start();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                meters
                        .get("nightjar.dependency.retries")
                        .tags("dependency", "store")
                        .counter()
                        .count()
                    >= 2);
    assertThat(worker.state()).isEqualTo(EventConsumer.State.STARTING);

    worker.close();

    assertThat(worker.state()).isEqualTo(EventConsumer.State.STOPPED);
  }

  private StageWorker worker(PipelineSettings settings, String service, String topic) {
    return new StageWorker(
        settings,
        RunningStage.WORKS,
        ServiceBinding.of(service, RunningStage.onReceived(topic, stage)),
        meters,
        InstantSource.system());
  }
}
