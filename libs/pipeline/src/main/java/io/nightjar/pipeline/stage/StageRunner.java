package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.consume.RetryTopic;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.store.Aside;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import io.nightjar.pipeline.trace.Tracing;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes a stage's events one by one to their end: if the work's manifest stands, only the
 * completion is published again; if the work was given up, nothing is done; else work, artefacts,
 * manifest, publication. The caller commits the offset after that.
 *
 * <p>A work that has ended its worker before is done alone, so that only the culprit's count rises.
 */
final class StageRunner<T extends EventData> {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final StageBinding<T> binding;
  private final StageEnvironment environment;
  private final Manifests manifests;
  private final AttemptLog attempts;
  private final Completion completion;
  private final GivenUpWorks givenUp;
  private final StageExecution<T> execution;
  private final StageMeters meters;
  private final RetryPolicy retries;

  StageRunner(StageBinding<T> binding, StageEnvironment environment) {
    this.binding = binding;
    this.environment = environment;
    this.retries = environment.retries();
    this.manifests = new Manifests(environment.store());
    this.attempts = new AttemptLog(environment.store());
    this.completion =
        new Completion(environment.publisher(), environment.service(), binding.completionType());
    this.givenUp =
        new GivenUpWorks(
            manifests, completion, environment.deadLetters(), retries, environment.clock());
    this.execution = new StageExecution<>(binding, completion, environment);
    this.meters = new StageMeters(environment.meters());
  }

  /** Whether a record is one for this stage to look at. */
  boolean takes(ConsumerRecord<String, byte[]> message) {
    RetryTopic retryTopic = environment.retryTopic();
    return message.topic().equals(binding.inputTopic())
        || retryTopic
            .stage(message)
            .filter(stage -> stage.equals(binding.stage().version().stage()))
            .isPresent();
  }

  /** Reads a record as one of this stage's events. */
  EventCodec.Decoded decode(ConsumerRecord<String, byte[]> message) {
    return EventCodec.decode(message, binding.inputType(), binding.input().content());
  }

  /**
   * Takes an event that {@link #decode} has understood to its end; one about what there is not
   * becomes a dead letter.
   */
  void run(ConsumerRecord<String, byte[]> message, Event<?> understood, Place place)
      throws InterruptedException {
    T data;
    Work work;
    try {
      data =
          retries.until(
              "look up what the event is about",
              () -> binding.input().find(understood.data(), environment.store()));
      if (!binding.stage().takes(data)) {
        LOG.atDebug().addKeyValue("event", understood.id()).log("Another stage's business");
        return;
      }
      work = Work.of(binding.stage(), data);
    } catch (BrokenContractException e) {
      Fault fault = e.fault();
      retries.untilDone(
          "put the event among the dead letters",
          () -> environment.deadLetters().add(message, fault.code(), fault.detail(), 0));
      return;
    }
    run(message, understood, data, work, place);
  }

  private void run(
      ConsumerRecord<String, byte[]> message, Event<?> understood, T data, Work work, Place place)
      throws InterruptedException {
    Event<T> event =
        new Event<>(
            understood.id(),
            understood.type(),
            understood.source(),
            understood.time(),
            understood.trace(),
            data);
    try (var _ = MDC.putCloseable("recordingId", data.recordingId().toString());
        var _ = MDC.putCloseable("traceId", event.trace().traceId());
        var step = Tracing.consume(binding.stage().version().stage(), event.trace())) {
      step.with("nightjar.recording", data.recordingId().toString())
          .with("nightjar.stage.version", work.version().text());
      environment.underWay().enter(work, place, () -> end(message, event, work, place));
    }
  }

  private void end(ConsumerRecord<String, byte[]> message, Event<T> event, Work work, Place place)
      throws InterruptedException {
    Standing standing;
    try {
      standing = retries.until("look what became of the work", () -> standing(work));
    } catch (BrokenContractException e) {
      giveUpOnce(message, event, work, e.fault());
      return;
    }
    switch (standing) {
      case Standing.Ended(Manifests.Stored manifest) -> {
        publish(manifest, TraceContext.current());
        retries.untilDone("forget the attempts", () -> attempts.forget(work));
      }
      case Standing.GivenUp _ ->
          LOG.atInfo().addKeyValue("work", work.version().text()).log("Given up before");
      case Standing.Open _ -> attempt(message, event, work, place);
    }
  }

  /** What became of a work so far. */
  private sealed interface Standing {
    /** Its manifest stands. */
    record Ended(Manifests.Stored manifest) implements Standing {}

    /** It was given up. */
    record GivenUp() implements Standing {}

    /** It is to be done. */
    record Open() implements Standing {}
  }

  /** Looks for both at the same time: most works are new, and have neither. */
  private Standing standing(Work work) throws StoreException {
    Aside<Boolean> isGivenUp = Aside.start(() -> givenUp.contains(work));
    Optional<Manifests.Stored> manifest = manifests.find(work);
    if (manifest.isPresent()) {
      return new Standing.Ended(manifest.get());
    }
    return isGivenUp.awaitStore() ? new Standing.GivenUp() : new Standing.Open();
  }

  private void attempt(
      ConsumerRecord<String, byte[]> message, Event<T> event, Work work, Place place)
      throws InterruptedException {
    String owner = UUID.randomUUID().toString();
    switch (retries.until("mark the attempt", () -> attempts.next(work, owner))) {
      case Attempt.Marked marked -> settle(message, event, marked, worked(event, marked, place));
      case Attempt.Exhausted exhausted -> giveUp(message, event, exhausted);
    }
  }

  /** A first attempt works beside others; one after a death works alone. */
  private WorkResult worked(Event<T> event, Attempt.Marked marked, Place place)
      throws InterruptedException {
    try (var _ = environment.isolation().enter(marked.suspect(), place)) {
      return meters.timed(marked.work(), () -> execution.run(marked.work(), event.data(), place));
    } catch (InterruptedException e) {
      withdraw(marked);
      throw e;
    }
  }

  private void settle(
      ConsumerRecord<String, byte[]> message,
      Event<T> event,
      Attempt.Marked marked,
      WorkResult result)
      throws InterruptedException {
    switch (result) {
      case WorkResult.Committed(Manifests.Stored manifest) -> {
        publish(manifest, TraceContext.current());
        retries.untilDone("forget the attempts", marked::ended);
      }
      case WorkResult.MachineFailed(Fault.OfMachine fault) -> {
        LOG.atError()
            .addKeyValue("attempt", marked.number())
            .addKeyValue("code", fault.code())
            .addKeyValue("detail", fault.detail())
            .log("The machine failed in a work");
        switch (retries.until("note the failure", () -> marked.failed(fault))) {
          case Attempt.Failed(int tried) -> tryAgain(message, tried);
          case Attempt.Exhausted exhausted -> giveUp(message, event, exhausted);
        }
      }
      case WorkResult.ContractBroken(Fault.OfContract fault) -> {
        givenUp.add(message, event, marked.work(), fault, marked.number());
        retries.untilDone("forget the attempts", marked::ended);
      }
    }
  }

  private void publish(Manifests.Stored done, TraceContext trace) throws InterruptedException {
    retries.untilDone("publish the completion", () -> completion.publish(done, trace));
    LOG.atInfo()
        .addKeyValue("stage", binding.stage().version().text())
        .addKeyValue("status", done.manifest().status().text())
        .addKeyValue("code", done.manifest().code().orElse(""))
        .log("Stage ended");
  }

  private void tryAgain(ConsumerRecord<String, byte[]> message, int tried)
      throws InterruptedException {
    Duration wait =
        environment.settings().machineRetries().before(tried - 1, RandomGenerator.getDefault());
    String stage = binding.stage().version().stage();
    retries.untilDone(
        "put the event among the retries",
        () ->
            environment
                .retryTopic()
                .add(message, stage, environment.clock().instant().plus(wait), environment.own()));
  }

  private void giveUpOnce(
      ConsumerRecord<String, byte[]> message, Event<T> event, Work work, Fault fault)
      throws InterruptedException {
    boolean isGivenUp =
        retries.until("look whether the work was given up", () -> givenUp.contains(work));
    if (!isGivenUp) {
      givenUp.add(message, event, work, fault, 0);
    }
  }

  private void giveUp(
      ConsumerRecord<String, byte[]> message, Event<T> event, Attempt.Exhausted exhausted)
      throws InterruptedException {
    givenUp.add(message, event, exhausted.work(), exhausted.fault(), AttemptLog.MOST_ATTEMPTS);
    retries.untilDone("forget the attempts", exhausted::givenUp);
  }

  private void withdraw(Attempt.Marked marked) {
    try {
      marked.withdrawn();
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("An attempt's mark was left");
    }
  }
}
