package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.consume.RetryTopic;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each record that a service takes to those of its stages that it is for. */
public final class StageRouter implements EventConsumer.Handler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageRouter.class);
  private static final String UNREADABLE_EVENT = "unreadable-event";

  private final StageEnvironment environment;
  private final List<StageRunner<?>> runners;
  private final OldestInWork oldest = new OldestInWork();

  /**
   * Wires stages to the pipeline.
   *
   * @param workers records that are worked on at once
   * @param own the partitions of the retry topic that this replica holds itself
   */
  public StageRouter(
      ServiceBinding binding,
      ObjectStore store,
      EventPublisher publisher,
      DeadLetters deadLetters,
      RetryPolicy retries,
      WorkSettings settings,
      int workers,
      IntPredicate own,
      MeterRegistry meters,
      InstantSource clock) {
    this.environment =
        new StageEnvironment(
            binding.service(),
            store,
            publisher,
            deadLetters,
            new RetryTopic(publisher, binding.service()),
            own,
            retries,
            settings,
            new WorkResources(
                settings, workers, ScratchRoot.in(settings.scratchFolder(), binding.service())),
            new WorksUnderWay(),
            new WorkIsolation(),
            meters,
            clock);
    this.runners = binding.stages().stream().<StageRunner<?>>map(this::runner).toList();
    PipelineMeter.WORK_OLDEST_AGE.gauge(meters, oldest, OldestInWork::ageSeconds);
  }

  private <T extends EventData> StageRunner<T> runner(StageBinding<T> binding) {
    return new StageRunner<>(binding, environment);
  }

  @Override
  public void handle(ConsumerRecord<String, byte[]> message, Place place)
      throws InterruptedException {
    awaitItsTime(message, place);
    try (var _ = oldest.add()) {
      for (StageRunner<?> runner : runners) {
        if (runner.takes(message) && !run(runner, message, place)) {
          return;
        }
      }
    }
  }

  /** A record among the retries may have to wait a while. */
  private void awaitItsTime(ConsumerRecord<String, byte[]> message, Place place)
      throws InterruptedException {
    Optional<Instant> notBefore = environment.retryTopic().notBefore(message);
    if (notBefore.isPresent()) {
      Duration wait = Duration.between(environment.clock().instant(), notBefore.get());
      if (wait.isPositive()) {
        place.leaveFor(() -> Thread.sleep(wait));
      }
    }
  }

  /** Whether another stage may want the record, too; not if nobody can read it. */
  private boolean run(StageRunner<?> runner, ConsumerRecord<String, byte[]> message, Place place)
      throws InterruptedException {
    switch (runner.decode(message)) {
      case EventCodec.Understood<?> understood -> runner.run(message, understood.event(), place);
      case EventCodec.OtherType other ->
          LOG.atDebug().addKeyValue("type", other.type()).log("Not this stage's event");
      case EventCodec.Unreadable(String why) -> {
        Fault fault = new Fault.OfContract(UNREADABLE_EVENT, why);
        environment
            .retries()
            .untilDone(
                "put the event among the dead letters",
                () -> environment.deadLetters().add(message, fault.code(), fault.detail(), 0));
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    environment.resources().close();
  }
}
