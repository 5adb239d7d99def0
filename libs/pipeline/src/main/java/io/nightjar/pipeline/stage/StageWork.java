package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TraceContext;
import io.nightjar.pipeline.scratch.ScratchRoot;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** One recording's way through a stage, up to its commit point: work, artefacts, manifest. */
final class StageWork {
  private static final int LONGEST_DETAIL = 1000;

  private final Stage stage;
  private final ObjectStore store;
  private final Manifests manifests;
  private final Completion completion;
  private final ScratchRoot scratch;
  private final InstantSource clock;

  StageWork(
      Stage stage,
      ObjectStore store,
      Manifests manifests,
      Completion completion,
      ScratchRoot scratch,
      InstantSource clock) {
    this.stage = stage;
    this.store = store;
    this.manifests = manifests;
    this.completion = completion;
    this.scratch = scratch;
    this.clock = clock;
  }

  /**
   * Works and commits; the manifest that then stands may be another worker's.
   *
   * @throws IOException if the store or the machine failed; safe to take again
   */
  Manifests.Stored run(EventData data) throws IOException, InterruptedException {
    try (Workbench bench = new Workbench(store, data, stage.version(), scratch)) {
      Manifest manifest = manifest(data, outcome(bench), bench);
      completion.message(manifests.draft(manifest), TraceContext.begin()); // throws if too large
      return manifests.commit(manifest);
    }
  }

  /** Notes that the recording was given up. */
  void giveUp(EventData data, String code, String detail) throws StoreException {
    try (Workbench bench = new Workbench(store, data, stage.version(), scratch)) {
      manifests.deadEnd(manifest(data, new StageOutcome.Rejected(code, detail), bench));
    }
  }

  private StageOutcome outcome(Workbench bench) throws IOException, InterruptedException {
    try {
      return stage.work(bench);
    } catch (ObjectMissingException e) {
      return missing(e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ObjectMissingException missing) {
        return missing(missing);
      }
      throw e.getCause(); // a dependency's fault, wherever it came up
    }
  }

  private static StageOutcome missing(ObjectMissingException e) {
    return new StageOutcome.Rejected("source-missing", String.valueOf(e.getMessage()));
  }

  private Manifest manifest(EventData data, StageOutcome outcome, Workbench bench) {
    return switch (outcome) {
      case StageOutcome.Completed(Record summary) ->
          manifest(data, bench, StageStatus.COMPLETED, Optional.empty(), Optional.empty(), summary);
      case StageOutcome.Partial(String code, String detail, Record summary) ->
          manifest(
              data,
              bench,
              StageStatus.PARTIAL,
              Optional.of(code),
              Optional.of(brief(detail)),
              summary);
      case StageOutcome.Rejected(String code, String detail) ->
          manifest(
              data,
              bench,
              StageStatus.REJECTED,
              Optional.of(code),
              Optional.of(brief(detail)),
              Map.of());
    };
  }

  private Manifest manifest(
      EventData data,
      Workbench bench,
      StageStatus status,
      Optional<String> code,
      Optional<String> detail,
      Object summary) {
    return new Manifest(
        data.recordingId(),
        data.device(),
        data.source(),
        stage.version().stage(),
        stage.version().version(),
        status,
        code,
        detail,
        clock.instant(),
        bench.artefacts(),
        Json.tree(summary));
  }

  private static String brief(String detail) {
    return detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
  }
}
