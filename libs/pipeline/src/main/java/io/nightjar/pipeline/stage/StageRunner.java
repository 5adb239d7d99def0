package io.nightjar.pipeline.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.TraceContext;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.retry.Patience;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs a stage on each event: if its manifest stands, only the completion is published again; else
 * work, artefacts, manifest, publication. The caller commits the offset after that.
 *
 * <p>An event that has ended its worker before works alone, so that only the culprit's count rises;
 * at the third time it goes to the dead letters.
 */
public final class StageRunner<T extends EventData> implements EventConsumer.Handler {
  /** How often an event may end its worker, or fail in a way that the stage does not know. */
  static final int MOST_ATTEMPTS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

  private final StageBinding<T> binding;
  private final Manifests manifests;
  private final Attempts attempts;
  private final Completion completion;
  private final DeadLetters deadLetters;
  private final Patience patience;
  private final MeterRegistry meters;
  private final StageWork work;
  private final ReadWriteLock company = new ReentrantReadWriteLock(true);

  /** Wires a stage to the pipeline. */
  public StageRunner(
      StageBinding<T> binding,
      ObjectStore store,
      EventPublisher publisher,
      DeadLetters deadLetters,
      Patience patience,
      MeterRegistry meters,
      InstantSource clock) {
    this.binding = binding;
    this.manifests = new Manifests(store);
    this.attempts = new Attempts(store, binding.service());
    this.completion = new Completion(publisher, binding.service(), binding.completionType());
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.meters = meters;
    this.work =
        new StageWork(
            binding.stage(),
            store,
            manifests,
            completion,
            ScratchRoot.of(binding.service()),
            clock);
  }

  @Override
  public void handle(ConsumerRecord<String, byte[]> message) throws InterruptedException {
    switch (EventCodec.decode(message, binding.inputType(), binding.inputData())) {
      case EventCodec.Understood<?> understood -> {
        T data = binding.inputData().cast(understood.event().data());
        handle(message, understood.event(), data);
      }
      case EventCodec.OtherType other ->
          LOG.atDebug().addKeyValue("type", other.type()).log("Not this stage's event");
      case EventCodec.Unreadable unreadable ->
          bury(message, DeadLetters.Cause.UNREADABLE_EVENT, unreadable.why(), 0);
    }
  }

  private void handle(ConsumerRecord<String, byte[]> message, Event<?> event, T data)
      throws InterruptedException {
    TraceContext trace = event.trace().next();
    try (var _ = MDC.putCloseable("recordingId", data.recordingId().toString());
        var _ = MDC.putCloseable("traceId", trace.traceId())) {
      if (!workInCompany(data, trace)) {
        giveUp(message, data);
      }
    }
  }

  /** The first attempt works beside others; a suspect works alone. */
  private boolean workInCompany(T data, TraceContext trace) throws InterruptedException {
    boolean ended = withLock(company.readLock(), () -> attempt(data, trace, 1));
    for (int n = 2; !ended && n <= MOST_ATTEMPTS; n++) {
      int attempt = n;
      ended = withLock(company.writeLock(), () -> attempt(data, trace, attempt));
    }
    return ended;
  }

  /** Whether the attempt brought an end; not if its mark stands already, or the stage broke. */
  private boolean attempt(T data, TraceContext trace, int number) throws InterruptedException {
    RecordingId recording = data.recordingId();
    Optional<Manifests.Stored> standing =
        patience.until(
            "look for the manifest", () -> manifests.find(recording, binding.stage().version()));
    if (standing.isPresent()) {
      publish(standing.get(), trace);
      forget(recording, MOST_ATTEMPTS);
      return true;
    }
    Attempts.Mark mark = Attempts.Mark.of(recording, number);
    if (!patience.until("mark the attempt", () -> attempts.set(mark))) {
      return false;
    }
    try {
      publish(timed(data), trace);
      forget(recording, number);
      return true;
    } catch (InterruptedException e) {
      withdraw(mark);
      throw e;
    } catch (RuntimeException e) {
      if (Thread.interrupted()) { // a stage that was told to stop may say so in any way
        withdraw(mark);
        throw (InterruptedException) new InterruptedException("while working").initCause(e);
      }
      LOG.atError().addKeyValue("attempt", number).setCause(e).log("The stage broke");
      patience.until("note how the stage broke", () -> noted(mark, e));
      return false;
    }
  }

  private Manifests.Stored timed(T data) throws InterruptedException {
    Timer.Sample timer = Timer.start(meters);
    Manifests.Stored done = patience.until("run the stage", () -> work.run(data));
    timer.stop(
        meters.timer(
            "nightjar.stage.duration",
            "stage",
            done.manifest().stage(),
            "status",
            done.manifest().status().text()));
    return done;
  }

  private void publish(Manifests.Stored done, TraceContext trace) throws InterruptedException {
    patience.until("publish the completion", () -> completion.publish(done, trace));
    LOG.atInfo()
        .addKeyValue("stage", version())
        .addKeyValue("status", done.manifest().status().text())
        .addKeyValue("code", done.manifest().code().orElse(""))
        .log("Stage ended");
  }

  private void bury(
      ConsumerRecord<String, byte[]> message, DeadLetters.Cause cause, String detail, int attempts)
      throws InterruptedException {
    patience.until(
        "bury the event",
        () -> {
          deadLetters.add(message, cause, detail, attempts);
          return true;
        });
    meters.counter("nightjar.dead.letters", "cause", cause.code()).increment();
    LOG.atError()
        .addKeyValue("cause", cause.code())
        .addKeyValue("topic", message.topic())
        .addKeyValue("partition", message.partition())
        .addKeyValue("offset", message.offset())
        .log("Event put among the dead letters");
  }

  private void giveUp(ConsumerRecord<String, byte[]> message, T data) throws InterruptedException {
    RecordingId recording = data.recordingId();
    Optional<String> failure =
        patience.until(
            "look how the stage broke", () -> attempts.failure(recording, MOST_ATTEMPTS));
    DeadLetters.Cause cause =
        failure.isPresent() ? DeadLetters.Cause.STAGE_FAILED : DeadLetters.Cause.KILLED_WORKER;
    String detail = version() + ": " + failure.orElse("its worker did not survive it");
    bury(message, cause, detail, MOST_ATTEMPTS);
    patience.until(
        "note the dead end",
        () -> {
          work.giveUp(data, cause.code(), detail);
          return true;
        });
    forget(recording, MOST_ATTEMPTS);
  }

  private void forget(RecordingId recording, int upTo) throws InterruptedException {
    patience.until(
        "forget the attempts",
        () -> {
          attempts.forget(recording, upTo);
          return true;
        });
  }

  private boolean noted(Attempts.Mark mark, RuntimeException failure) throws StoreException {
    attempts.fail(mark, failure);
    return true;
  }

  private void withdraw(Attempts.Mark mark) {
    try {
      attempts.withdraw(mark);
    } catch (StoreException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("An attempt's mark was left");
    }
  }

  private String version() {
    return binding.stage().version().text();
  }

  /** A step that the service's stop can interrupt. */
  @FunctionalInterface
  private interface Guarded {
    boolean run() throws InterruptedException;
  }

  private static boolean withLock(Lock lock, Guarded step) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      return step.run();
    } finally {
      lock.unlock();
    }
  }
}
