package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.retry.Patience;
import io.nightjar.pipeline.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A stage behind a consumer, as a service runs it, on a thread of its own. */
final class RunningStage implements AutoCloseable {
  static final String VERSION = "2.0-test";
  private static final int CONCURRENCY = 3;

  private final EventConsumer consumer;
  private final Thread thread;

  /** Dependencies' faults so far. */
  final AtomicInteger retries = new AtomicInteger();

  /**
   * Runs until it is closed.
   *
   * @param service the service; its group too, but for the suffix
   * @param replicaGroup what makes a group that is told of everything, too
   */
  RunningStage(
      Sandbox sandbox,
      ObjectStore store,
      String service,
      String replicaGroup,
      String topic,
      Duration drain,
      Stage stage) {
    var patience =
        new Patience(
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)), retries::incrementAndGet);
    var meters = new SimpleMeterRegistry();
    var runner =
        new StageRunner<>(
            new StageBinding<>(
                service,
                stage,
                topic,
                EventType.RECORDING_RECEIVED,
                RecordingReceived.class,
                EventType.THERMAL_DECODED),
            store,
            sandbox.publisher(),
            new DeadLetters(sandbox.publisher(), service, VERSION),
            patience,
            meters,
            InstantSource.system());
    consumer =
        new EventConsumer(
            sandbox.kafka(),
            service + replicaGroup,
            List.of(topic),
            CONCURRENCY,
            drain,
            runner,
            meters);
    thread = Thread.ofPlatform().start(consumer::run);
  }

  /** A stage that was given all it needs. */
  static RunningStage of(Sandbox sandbox, String service, String topic, Stage stage) {
    return new RunningStage(
        sandbox, sandbox.store(), service, "", topic, Duration.ofSeconds(15), stage);
  }

  EventConsumer.State state() {
    return consumer.state();
  }

  @Override
  public void close() {
    consumer.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
