package io.nightjar.ingest.resumable;

import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PartedUpload;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes a recording of an upload whose bytes are all safe. Everything about the recording is in the
 * upload's state by then, so doing it again, or by two at once, gives the one recording.
 * Thread-safe.
 */
final class Completion {
  /** Another that completes the same upload may not have its object there yet. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ObjectStore store;
  private final Acceptance acceptance;
  private final UploadEndings endings;
  private final InstantSource clock;

  Completion(ObjectStore store, Acceptance acceptance, UploadEndings endings, InstantSource clock) {
    this.store = store;
    this.acceptance = acceptance;
    this.endings = endings;
    this.clock = clock;
  }

  /**
   * Finishes an upload with a receipt. When this returns, the recording would survive a crash and
   * its event is published, or the upload is given up because its parts are gone.
   *
   * @throws OvertakenException if another has finished it in the meantime
   */
  Revision finish(Revision received) throws IOException, InterruptedException, OvertakenException {
    Recording recording = recording(received.state());
    Progress progress = received.state().progress();
    PartedUpload upload = progress.upload().orElseThrow();
    boolean completed = store.parted().complete(upload, progress.parts());
    if (completed || store.has(upload.key())) {
      return endings.finished(
          received, acceptance.accept(recording, TraceContext.current()).recordingId());
    }
    Optional<RecordingId> holder = acceptance.holder(recording);
    if (holder.isPresent()) {
      return endings.finished(received, holder.get()); // it was a repeat, and is gone again
    }
    if (clock.instant().isBefore(recording.receivedAt().plus(PATIENCE))) {
      throw new StoreException("neither the parts of " + upload.key() + " nor the object is there");
    }
    return endings.givenUp(
        received, UploadEndings.Why.LOST, "the store has lost its parts; begin it anew");
  }

  private Recording recording(UploadState state) {
    Announcement announced = state.announced();
    MediaFormat format = state.progress().format().orElseThrow();
    UploadState.Receipt receipt = state.receipt().orElseThrow();
    ObjectRef raw =
        new ObjectRef(
            store.bucket(),
            state.progress().upload().orElseThrow().key(),
            state.progress().offset(),
            receipt.sha256(),
            format.mediaType());
    return new Recording(
        announced.id(),
        announced.device(),
        format.kind(),
        receipt.at(),
        raw,
        UploadMetadata.parse(announced.metadata()).sender());
  }
}
