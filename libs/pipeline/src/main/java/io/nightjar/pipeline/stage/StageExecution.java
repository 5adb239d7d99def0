package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.RecordingReceived;
import io.nightjar.pipeline.fault.DependencyException;
import io.nightjar.pipeline.fault.Fault;
import io.nightjar.pipeline.index.RecordingIndex;
import io.nightjar.pipeline.retry.RetryPolicy;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;

/**
 * One attempt at a work, up to its commit point: work, artefacts, manifest. What the stage throws
 * becomes a value here; a store that fails is waited for.
 */
final class StageExecution<T extends EventData> {
  private final Stage<T> stage;
  private final boolean standsBack;
  private final ObjectStore store;
  private final Manifests manifests;
  private final RecordingIndex index;
  private final Completion completion;
  private final WorkResources resources;
  private final RetryPolicy retries;
  private final InstantSource clock;

  StageExecution(StageBinding<T> binding, Completion completion, StageEnvironment environment) {
    this.stage = binding.stage();
    this.standsBack = binding.standsBack();
    this.store = environment.store();
    this.manifests = new Manifests(store);
    this.index = new RecordingIndex(store);
    this.completion = completion;
    this.resources = environment.resources();
    this.retries = environment.retries();
    this.clock = environment.clock();
  }

  /** Works until there is a result. */
  WorkResult run(Work work, T event, Place place) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        return attempt(work, event, place);
      } catch (DependencyException outage) {
        var wait = retries.waitAfter("run the stage", failures, outage);
        place.leaveFor(() -> Thread.sleep(wait));
      }
    }
  }

  private WorkResult attempt(Work work, T event, Place place)
      throws DependencyException, InterruptedException {
    WorkMeter meter = resources.watch(place);
    try (meter;
        var context =
            new StageContext<>(
                store, event, work, resources.scratch(), resources.memory(), place, meter)) {
      if (standsBack) {
        meter.standBack();
      }
      StageOutcome outcome = stage.work(context);
      Manifest manifest =
          Manifest.of(work, event, outcome, context.artefacts(), clock.instant())
              .with(context.recorded());
      completion.message(manifests.draft(manifest), TraceContext.current()); // throws if too large
      try (WorkMeter.Pause _ = meter.pause()) {
        list(event, manifest); // beside the last artefacts
        context.finishWrites();
        return new WorkResult.Committed(manifests.commit(manifest));
      }
    } catch (ObjectMissingException e) {
      return missing(work, event, e);
    } catch (InterruptedException | IOException | RuntimeException | Error e) {
      return result(e, meter, work, event);
    } finally {
      resources.unwatch(meter);
    }
  }

  /** Before the manifest: until that stands, all of it is done again by whoever comes next. */
  private void list(T event, Manifest manifest) throws StoreException {
    if (manifest.recorded().isPresent() && event instanceof RecordingReceived received) {
      index.move(
          new RecordingIndex.Entry(received.device(), received.recordingId(), received.kind()),
          received.recordedByReceipt().at(),
          manifest.recorded().get().at());
    }
  }

  private WorkResult result(Throwable thrown, WorkMeter meter, Work work, T event)
      throws DependencyException, InterruptedException {
    var missed = meter.fault();
    if (missed.isPresent()) {
      return new WorkResult.MachineFailed(missed.get());
    }
    if (Thread.interrupted() || thrown instanceof InterruptedException) {
      // A stage that was told to stop may say so in any way.
      throw (InterruptedException) new InterruptedException("while working").initCause(thrown);
    }
    if (thrown instanceof UncheckedIOException unchecked
        && unchecked.getCause() instanceof DependencyException outage) {
      return outage instanceof ObjectMissingException e ? missing(work, event, e) : rethrow(outage);
    }
    return switch (Fault.of(thrown)) {
      case Fault.OfMachine fault -> new WorkResult.MachineFailed(fault);
      case Fault.OfContract fault -> new WorkResult.ContractBroken(fault);
      case Fault.OfRecording fault ->
          rejected(work, event, new StageOutcome.Rejected(fault.code(), fault.detail()));
      case Fault.OfDependency _ -> rethrow((DependencyException) thrown);
    };
  }

  private static WorkResult rethrow(DependencyException outage) throws DependencyException {
    throw outage;
  }

  private WorkResult missing(Work work, T event, ObjectMissingException e)
      throws DependencyException {
    String detail = String.valueOf(e.getMessage());
    return rejected(work, event, new StageOutcome.Rejected("source-missing", detail));
  }

  private WorkResult rejected(Work work, T event, StageOutcome.Rejected outcome)
      throws DependencyException {
    Manifest manifest = Manifest.of(work, event, outcome, List.of(), clock.instant());
    return new WorkResult.Committed(manifests.commit(manifest));
  }
}
