package io.nightjar.pipeline.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.consume.DeadLetters;
import io.nightjar.pipeline.consume.EventConsumer;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TraceContext;
import io.nightjar.pipeline.retry.Patience;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
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
  private static final JsonNode NO_SUMMARY = Json.tree(Map.of());

  private final StageBinding<T> binding;
  private final ObjectStore store;
  private final Manifests manifests;
  private final Attempts attempts;
  private final Completion completion;
  private final DeadLetters deadLetters;
  private final Patience patience;
  private final MeterRegistry meters;
  private final InstantSource clock;
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
    this.store = store;
    this.manifests = new Manifests(store);
    this.attempts = new Attempts(store, binding.service());
    this.completion = new Completion(publisher, binding.service(), binding.completionType());
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.meters = meters;
    this.clock = clock;
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
      StageVersion version = binding.stage().version();
      Optional<Manifests.Stored> standing =
          patience.until(
              "look for the manifest", () -> manifests.find(data.recordingId(), version));
      if (standing.isPresent()) {
        publish(standing.get(), trace);
        return;
      }
      workInCompany(message, event, data, trace);
    }
  }

  /** The first attempt works beside others; a suspect works alone. */
  private void workInCompany(
      ConsumerRecord<String, byte[]> message, Event<?> event, T data, TraceContext trace)
      throws InterruptedException {
    if (withLock(company.readLock(), () -> attempt(event, data, trace, 1))) {
      return;
    }
    for (int n = 2; n <= MOST_ATTEMPTS; n++) {
      int attempt = n;
      if (withLock(company.writeLock(), () -> attempt(event, data, trace, attempt))) {
        return;
      }
    }
    bury(
        message,
        DeadLetters.Cause.KILLED_WORKER,
        "the stage " + version() + " did not survive it " + MOST_ATTEMPTS + " times",
        MOST_ATTEMPTS);
    patience.until("forget the attempts", () -> forget(event, MOST_ATTEMPTS));
  }

  /** Whether the attempt brought an end; not if its mark stands already, or the stage broke. */
  private boolean attempt(Event<?> event, T data, TraceContext trace, int attempt)
      throws InterruptedException {
    if (!patience.until("mark the attempt", () -> attempts.begin(event.id(), attempt))) {
      return false;
    }
    try {
      Timer.Sample timer = Timer.start(meters);
      Manifests.Stored done = patience.until("run the stage", () -> work(data));
      timer.stop(
          meters.timer(
              "nightjar.stage.duration",
              "stage",
              done.manifest().stage(),
              "status",
              done.manifest().status().text()));
      publish(done, trace);
      patience.until("forget the attempts", () -> forget(event, attempt));
      return true;
    } catch (InterruptedException e) {
      forgetQuietly(event, attempt);
      throw e;
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("attempt", attempt).setCause(e).log("The stage broke");
      return false;
    }
  }

  private Manifests.Stored work(T data) throws IOException, InterruptedException {
    try (Workbench bench = new Workbench(store, data, binding.stage().version())) {
      StageOutcome outcome = outcome(bench);
      Manifest manifest =
          switch (outcome) {
            case StageOutcome.Completed completed ->
                manifest(
                    data,
                    bench,
                    StageStatus.COMPLETED,
                    Optional.empty(),
                    Optional.empty(),
                    Json.tree(completed.summary()));
            case StageOutcome.Partial partial ->
                manifest(
                    data,
                    bench,
                    StageStatus.PARTIAL,
                    Optional.of(partial.code()),
                    Optional.of(partial.detail()),
                    Json.tree(partial.summary()));
            case StageOutcome.Rejected rejected ->
                manifest(
                    data,
                    bench,
                    StageStatus.REJECTED,
                    Optional.of(rejected.code()),
                    Optional.of(rejected.detail()),
                    NO_SUMMARY);
          };
      return manifests.commit(manifest);
    }
  }

  private StageOutcome outcome(Workbench bench) throws IOException, InterruptedException {
    try {
      return binding.stage().work(bench);
    } catch (ObjectMissingException e) {
      return new StageOutcome.Rejected("source-missing", String.valueOf(e.getMessage()));
    }
  }

  private Manifest manifest(
      T data,
      Workbench bench,
      StageStatus status,
      Optional<String> code,
      Optional<String> detail,
      JsonNode summary) {
    return new Manifest(
        data.recordingId(),
        data.device(),
        data.source(),
        binding.stage().version().stage(),
        binding.stage().version().version(),
        status,
        code,
        detail,
        clock.instant(),
        bench.artefacts(),
        summary);
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

  private boolean forget(Event<?> event, int attempt) throws IOException {
    attempts.end(event.id(), attempt);
    return true;
  }

  private void forgetQuietly(Event<?> event, int attempt) {
    try {
      attempts.end(event.id(), attempt);
    } catch (IOException e) {
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
