package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.ObjectStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Stages behind a consumer, as a service runs them, on a thread of its own. */
final class RunningStage implements AutoCloseable {
  static final String VERSION = "2.0-test";
  static final int CONCURRENCY = 3;
  private static final Backoff SOON = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

  /** Generous, but for the waits after a fault of the machine. */
  static final WorkSettings WORKS =
      new WorkSettings(
          Duration.ofMinutes(1), 1_000_000, 1_000_000, 64 << 20, SOON, ScratchRoot.defaultFolder());

  private final EventConsumer consumer;
  private final StageRouter router;
  private final Thread thread;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  /** Dependencies' faults so far. */
  final AtomicInteger retries = new AtomicInteger();

  /**
   * Runs one stage until it is closed.
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
      Stage<RecordingReceived> stage) {
    this(sandbox, store, service, replicaGroup, List.of(onReceived(topic, stage)), drain, WORKS);
  }

  /** The same with any number of stages. */
  RunningStage(
      Sandbox sandbox,
      ObjectStore store,
      String service,
      String replicaGroup,
      List<StageBinding<?>> stages,
      Duration drain,
      WorkSettings works) {
    var backoff = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));
    var policy = new RetryPolicy(backoff, dependency -> retries.incrementAndGet());
    String group = service + replicaGroup;
    router =
        new StageRouter(
            new ServiceBinding(service, stages),
            store,
            sandbox.publisher(),
            new DeadLetters(sandbox.publisher(), service, VERSION, meters),
            policy,
            works,
            CONCURRENCY,
            partition -> false,
            meters,
            InstantSource.system());
    List<String> topics =
        Stream.concat(
                stages.stream().map(StageBinding::inputTopic), Stream.of(Topics.retries(service)))
            .distinct()
            .toList();
    consumer =
        new EventConsumer(
            sandbox.kafka(),
            group,
            topics,
            stages.stream().filter(StageBinding::standsBack).map(StageBinding::inputTopic).toList(),
            CONCURRENCY,
            drain,
            router,
            meters);
    thread = Thread.ofPlatform().start(consumer::run);
  }

  /** A stage that was given all it needs. */
  static RunningStage of(
      Sandbox sandbox, String service, String topic, Stage<RecordingReceived> stage) {
    return new RunningStage(
        sandbox, sandbox.store(), service, "", topic, Duration.ofSeconds(15), stage);
  }

  /** A stage that takes received recordings from a topic of the test. */
  static StageBinding<RecordingReceived> onReceived(String topic, Stage<RecordingReceived> stage) {
    return new StageBinding<>(
        stage,
        topic,
        EventType.RECORDING_RECEIVED,
        RecordingReceived.class,
        EventType.THERMAL_DECODED);
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
    router.close();
  }
}
