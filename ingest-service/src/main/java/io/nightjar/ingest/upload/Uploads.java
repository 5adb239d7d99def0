package io.nightjar.ingest.upload;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.event.TraceContext;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.recording.DeviceIdentity;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.RecordingId;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.SourceFailedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * The way of an upload: told by its first bytes, streamed into the store, accepted. Thread-safe.
 */
public final class Uploads {
  private final ObjectStore store;
  private final Acceptance acceptance;
  private final Limits.Upload limits;
  private final InstantSource clock;
  private final Semaphore places;

  /** Takes uploads into a store. */
  public Uploads(
      ObjectStore store, Acceptance acceptance, Limits.Upload limits, InstantSource clock) {
    this.store = store;
    this.acceptance = acceptance;
    this.limits = limits;
    this.clock = clock;
    this.places = new Semaphore(limits.uploadsAtOnce());
  }

  /** How many uploads are under way. */
  public int underWay() {
    return limits.uploadsAtOnce() - places.availablePermits();
  }

  /**
   * What comes with a body.
   *
   * @param device who sends it
   * @param length bytes that it is said to have, if that is said
   * @param sha256 that it is promised to have, if one is promised
   * @param trace the trace that the call belongs to
   */
  public record Envelope(
      DeviceIdentity device, OptionalLong length, Optional<String> sha256, TraceContext trace) {}

  /**
   * Takes a recording. When this returns, it would survive a crash.
   *
   * @throws ProblemException if it is refused; nothing of it is left then
   * @throws IOException if the store or the broker failed; the sender shall try again
   */
  public Upload take(InputStream body, Envelope envelope) throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, limits.uploadsAtOnce() + " uploads are under way");
    }
    try {
      return takeNow(body, envelope);
    } finally {
      places.release();
    }
  }

  private Upload takeNow(InputStream body, Envelope envelope)
      throws IOException, InterruptedException {
    refuseAbove(Math.max(limits.thermalBytes(), limits.audioBytes()), envelope.length());
    byte[] head = head(body);
    if (head.length == 0) {
      throw new ProblemException(ProblemCode.EMPTY_BODY, "the body has no bytes");
    }
    MediaFormat format =
        MediaSniffer.sniff(head)
            .orElseThrow(
                () ->
                    new ProblemException(
                        ProblemCode.NOT_A_RECORDING,
                        "its first bytes are those of no CPTV, WAV, FLAC, MP4, MP3, Ogg or AAC"));
    long most = most(format.kind());
    refuseAbove(most, envelope.length());
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), body);
    UploadBody watched = new UploadBody(whole, most, envelope.sha256());
    RecordingId id = RecordingId.next(clock);
    String key = ObjectKeys.raw(envelope.device(), id.givenAt(), id, format.extension());
    store(key, watched, format);
    ObjectRef raw =
        new ObjectRef(store.bucket(), key, watched.count(), watched.sha256(), format.mediaType());
    Instant receivedAt = clock.instant();
    Recording recording = new Recording(id, envelope.device(), format.kind(), receivedAt, raw);
    return told(acceptance.accept(recording, envelope.trace()), raw);
  }

  private long most(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> limits.thermalBytes();
      case AUDIO -> limits.audioBytes();
    };
  }

  private static void refuseAbove(long most, OptionalLong length) {
    if (length.orElse(0) > most) {
      throw new ProblemException(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken");
    }
  }

  private static byte[] head(InputStream body) {
    try {
      return body.readNBytes(MediaSniffer.HEAD);
    } catch (IOException e) {
      throw incomplete(e);
    }
  }

  private void store(String key, UploadBody body, MediaFormat format) throws IOException {
    try {
      store.put(key, body, format.mediaType());
    } catch (SourceFailedException e) {
      if (e.source() instanceof RefusedBodyException refused) {
        throw refused.problem();
      }
      throw incomplete(e.source());
    }
  }

  private static ProblemException incomplete(IOException e) {
    return new ProblemException(
        ProblemCode.INCOMPLETE_BODY, "the connection broke: " + e.getMessage(), e);
  }

  private static Upload told(Acceptance.Outcome outcome, ObjectRef raw) {
    boolean duplicate =
        switch (outcome) {
          case Acceptance.Accepted _ -> false;
          case Acceptance.Duplicate _ -> true;
        };
    return new Upload(
        outcome.recordingId(), "processing", duplicate, raw.mediaType(), raw.size(), raw.sha256());
  }
}
