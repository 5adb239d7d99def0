package io.nightjar.ingest.resumable;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.resumable.UploadState.Ending;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.meter.PipelineMeter;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How uploads end: noted first, then all is removed that they no longer need. Thread-safe. */
final class UploadEndings {
  private static final Logger LOG = LoggerFactory.getLogger(UploadEndings.class);

  private final ObjectStore store;
  private final UploadStates states;
  private final MeterRegistry meters;

  UploadEndings(ObjectStore store, UploadStates states, MeterRegistry meters) {
    this.store = store;
    this.states = states;
    this.meters = meters;
  }

  /** It has become a recording, or was the repeat of one. */
  Revision finished(Revision revision, RecordingId recordingId)
      throws IOException, OvertakenException {
    return end(revision, new Ending(Optional.of(recordingId), "finished"), "finished");
  }

  /** It is given up. */
  Revision givenUp(Revision revision, Why why, String detail)
      throws IOException, OvertakenException {
    return end(revision, new Ending(Optional.empty(), detail), why.name());
  }

  /** Why an upload is given up. */
  enum Why {
    TERMINATED,
    EXPIRED,
    REFUSED,
    LOST
  }

  private Revision end(Revision revision, Ending ending, String outcome)
      throws IOException, OvertakenException {
    Revision last = states.commit(revision, revision.state().with(ending));
    PipelineMeter.UPLOADS_RESUMABLE_ENDED
        .counter(meters, outcome.toLowerCase(Locale.ROOT))
        .increment();
    try {
      removeRest(last);
    } catch (StoreException e) {
      LOG.atWarn()
          .addKeyValue("upload", last.state().announced().id())
          .addKeyValue("cause", String.valueOf(e))
          .log("What an upload has left waits for the sweep");
    }
    return last;
  }

  /** Removes all that an upload needs no longer: its parts, its tail, its place. */
  void removeRest(Revision last) throws StoreException {
    UploadState state = last.state();
    if (state.progress().upload().isPresent()) {
      store.parted().abandon(state.progress().upload().get());
    }
    states.removeRest(last);
    store.delete(ObjectKeys.openUpload(state.announced().device(), state.announced().id()));
  }
}
