package io.nightjar.ingest.upload;

import io.nightjar.ingest.http.BodyPausedException;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.SourceFailedException;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipException;

/**
 * The way of an upload: told by its first bytes, streamed into the store, accepted. Thread-safe.
 */
public final class Uploads {
  /** What a form or a coding may add to a recording, and what may stand behind it. */
  private static final long MOST_PACKAGING = 64 * 1024;

  private final ObjectStore store;
  private final Acceptance acceptance;
  private final Limits.Upload limits;
  private final InstantSource clock;
  private final Leftovers leftovers;
  private final Semaphore places;

  /** Takes uploads into a store. */
  public Uploads(
      ObjectStore store,
      Acceptance acceptance,
      Leftovers leftovers,
      Limits.Upload limits,
      InstantSource clock) {
    this.store = store;
    this.acceptance = acceptance;
    this.leftovers = leftovers;
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
   * @param packaging what the recording comes in
   * @param sender what its sender says of the recording
   * @param promised the digests that were promised
   * @param trace the trace that the call belongs to
   */
  public record Envelope(
      DeviceIdentity device,
      OptionalLong length,
      Packaging packaging,
      SenderClaims sender,
      PromisedDigests promised,
      TraceContext trace) {}

  /**
   * Takes a recording. When this returns, it would survive a crash.
   *
   * @throws ProblemException if it is refused; nothing of it is left then
   * @throws IOException if the store or the broker failed; the sender shall try again
   */
  public Upload take(InputStream body, Envelope envelope) throws IOException, InterruptedException {
    try (Place place = enter()) {
      return place.take(body, envelope);
    }
  }

  /**
   * Takes one of the places for uploads under way.
   *
   * @throws ProblemException {@code overloaded} if none is free
   */
  public Place enter() {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, limits.uploadsAtOnce() + " uploads are under way");
    }
    return new Place();
  }

  /** A place among the uploads under way, for one recording after the other. */
  public final class Place implements AutoCloseable {
    private Place() {}

    /** Takes a recording, as {@link Uploads#take}. */
    public Upload take(InputStream body, Envelope envelope)
        throws IOException, InterruptedException {
      return takeNow(body, envelope);
    }

    @Override
    public void close() {
      places.release();
    }
  }

  private Upload takeNow(InputStream body, Envelope envelope)
      throws IOException, InterruptedException {
    refuseAbove(Math.max(limits.thermalBytes(), limits.audioBytes()), envelope);
    SentBody sent = new SentBody(body, envelope.promised().any());
    Begun begun = begin(sent, envelope.packaging());
    long most = most(begun.format().kind());
    refuseAbove(most, envelope);
    UploadBody watched =
        new UploadBody(begun.recording(), most, sha256 -> finish(sent, envelope, sha256));
    RecordingId id = RecordingId.next(clock);
    String key = ObjectKeys.raw(envelope.device(), id.givenAt(), id, begun.format().extension());
    store(key, watched, begun.format());
    ObjectRef raw =
        new ObjectRef(
            store.bucket(), key, watched.count(), watched.sha256(), begun.format().mediaType());
    Recording recording =
        new Recording(
            id, envelope.device(), begun.format().kind(), clock.instant(), raw, envelope.sender());
    return answer(accept(recording, envelope.trace()), raw);
  }

  /** A recording whose format is known, from its first byte on. */
  private record Begun(MediaFormat format, InputStream recording) {}

  private static Begun begin(InputStream sent, Packaging packaging) {
    try {
      InputStream recording = packaging.unpack(sent);
      byte[] head = recording.readNBytes(MediaSniffer.HEAD);
      if (head.length == 0) {
        throw new ProblemException(ProblemCode.EMPTY_BODY, "the body has no bytes");
      }
      MediaFormat format =
          MediaSniffer.sniff(head)
              .orElseThrow(
                  () ->
                      new ProblemException(
                          ProblemCode.NOT_A_RECORDING,
                          "its first bytes are those of none of the formats "
                              + MediaFormat.names()));
      return new Begun(format, new HeadedStream(head, recording));
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** The recording has ended; is the body at its end, too, and what it was promised to be? */
  private static void finish(SentBody sent, Envelope envelope, String sha256) throws IOException {
    if (sent.finish() > MOST_PACKAGING) {
      throw new RefusedBodyException(
          new ProblemException(ProblemCode.ENCODING_MALFORMED, "bytes follow the recording"));
    }
    envelope.promised().check(sent.sha256().orElse(sha256), sha256);
  }

  private long most(MediaKind kind) {
    return switch (kind) {
      case THERMAL -> limits.thermalBytes();
      case AUDIO -> limits.audioBytes();
    };
  }

  private static void refuseAbove(long most, Envelope envelope) {
    long room = envelope.packaging().any() ? most + MOST_PACKAGING : most;
    if (envelope.length().orElse(0) > room) {
      throw new ProblemException(ProblemCode.TOO_LARGE, "at most " + most + " bytes are taken");
    }
  }

  private void store(String key, UploadBody body, MediaFormat format) throws IOException {
    try {
      store.put(key, body, format.mediaType());
    } catch (SourceFailedException e) {
      throw refused(e.source());
    } catch (StoreException e) {
      leftovers.add(key);
      throw e;
    }
  }

  private Acceptance.Outcome accept(Recording recording, TraceContext trace)
      throws IOException, InterruptedException {
    boolean accepted = false;
    try {
      Acceptance.Outcome outcome = acceptance.accept(recording, trace);
      accepted = true;
      return outcome;
    } finally {
      if (!accepted) {
        leftovers.addUnlessAccepted(recording.raw().key(), recording.recordingId());
      }
    }
  }

  /** Why a body that could not be read to its end is refused. */
  public static ProblemException refused(IOException e) {
    return switch (e) {
      case RefusedBodyException refused -> refused.problem();
      case BodyPausedException paused ->
          new ProblemException(ProblemCode.REQUEST_TIMEOUT, String.valueOf(e.getMessage()), paused);
      case ZipException damaged ->
          new ProblemException(
              ProblemCode.ENCODING_MALFORMED, "the gzip stream is damaged", damaged);
      case EOFException _ ->
          new ProblemException(ProblemCode.INCOMPLETE_BODY, "its coding or form does not end", e);
      default ->
          new ProblemException(
              ProblemCode.INCOMPLETE_BODY, "the connection broke: " + e.getMessage(), e);
    };
  }

  private static Upload answer(Acceptance.Outcome outcome, ObjectRef raw) {
    boolean duplicate =
        switch (outcome) {
          case Acceptance.Accepted _ -> false;
          case Acceptance.Duplicate _ -> true;
        };
    return new Upload(
        outcome.recordingId(), "processing", duplicate, raw.mediaType(), raw.size(), raw.sha256());
  }
}
