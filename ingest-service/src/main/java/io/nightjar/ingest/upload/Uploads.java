package io.nightjar.ingest.upload;

import io.nightjar.ingest.fairness.Turnover;
import io.nightjar.ingest.http.BodyPausedException;
import io.nightjar.ingest.http.BodyTooSlowException;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.outbox.LaterAnnouncements;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.scratch.ScratchFullException;
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
import java.util.Optional;
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
  private final LaterAnnouncements announcements;
  private final Limits.Upload limits;
  private final InstantSource clock;
  private final Leftovers leftovers;
  private final Semaphore places;
  private final Turnover turnover = new Turnover();

  /** Takes uploads into a store. */
  public Uploads(
      ObjectStore store,
      Acceptance acceptance,
      LaterAnnouncements announcements,
      Leftovers leftovers,
      Limits.Upload limits,
      InstantSource clock) {
    this.store = store;
    this.acceptance = acceptance;
    this.announcements = announcements;
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
      Sender sender,
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
          ProblemCode.OVERLOADED,
          limits.uploadsAtOnce() + " uploads are under way",
          turnover.refused());
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
      turnover.freed();
    }
  }

  private Upload takeNow(InputStream body, Envelope envelope)
      throws IOException, InterruptedException {
    refuseAbove(Math.max(limits.thermalBytes(), limits.audioBytes()), envelope);
    SentBody sent = new SentBody(body, envelope.promised().any());
    Begun begun = begin(sent, envelope);
    long most = most(begun.format().kind());
    refuseAbove(most, envelope);
    return new Incoming(envelope, begun.format()).take(sent, begun.recording(), most);
  }

  /** A recording on its way: into the store, and at the same time towards its acceptance. */
  private final class Incoming {
    private final Envelope envelope;
    private final MediaFormat format;
    private final RecordingId id = RecordingId.next(clock);
    private final String key;
    private Optional<Acceptance.Begun> acceptanceBegun = Optional.empty();

    Incoming(Envelope envelope, MediaFormat format) {
      this.envelope = envelope;
      this.format = format;
      this.key = ObjectKeys.raw(envelope.device(), id.givenAt(), id, format.extension());
    }

    Upload take(SentBody sent, InputStream recording, long most)
        throws IOException, InterruptedException {
      UploadBody watched = new UploadBody(recording, most, whole -> beginAcceptance(sent, whole));
      store(watched);
      Acceptance.Outcome outcome = accept();
      if (outcome instanceof Acceptance.Duplicate && envelope.sender().document().isPresent()) {
        store.delete(ObjectKeys.sent(key));
      }
      return answer(outcome, raw(watched.whole()));
    }

    /** All of it has come, and is what was promised; the store has yet to take its last part. */
    private void beginAcceptance(SentBody sent, UploadBody.Whole whole) throws IOException {
      finish(sent, envelope, whole.sha256());
      Recording recording =
          new Recording(
              id,
              envelope.device(),
              format.kind(),
              clock.instant(),
              raw(whole),
              envelope.sender().claims());
      acceptanceBegun = Optional.of(acceptance.begin(recording, envelope.trace()));
    }

    private ObjectRef raw(UploadBody.Whole whole) {
      return new ObjectRef(store.bucket(), key, whole.size(), whole.sha256(), format.mediaType());
    }

    private void store(UploadBody body) throws IOException {
      try {
        store.put(key, body, format.mediaType());
      } catch (SourceFailedException e) {
        throw refused(e.source());
      } catch (ScratchFullException e) {
        throw new ProblemException(
            ProblemCode.OVERLOADED, String.valueOf(e.getMessage()), turnover.refused());
      } catch (StoreException e) {
        if (acceptanceBegun.isPresent()) {
          leftovers.addUnlessAccepted(key, id);
        } else {
          leftovers.add(key);
        }
        throw e;
      }
    }

    private void keepWhatWasSaid() throws StoreException {
      Optional<byte[]> said = envelope.sender().document();
      if (said.isPresent()) {
        store.put(ObjectKeys.sent(key), said.get(), "application/json");
      }
    }

    private Acceptance.Outcome accept() throws IOException, InterruptedException {
      Acceptance.Begun begun = acceptanceBegun.orElseThrow();
      boolean accepted = false;
      try {
        keepWhatWasSaid();
        Acceptance.Outcome outcome = begun.finish();
        accepted = true;
        if (outcome instanceof Acceptance.Accepted) {
          announcements.add(begun);
        }
        return outcome;
      } finally {
        if (!accepted) {
          leftovers.addUnlessAccepted(key, id);
        }
      }
    }
  }

  /** A recording whose format is known, from its first byte on. */
  private record Begun(MediaFormat format, InputStream recording) {}

  private static Begun begin(InputStream sent, Envelope envelope) {
    try {
      InputStream recording = envelope.packaging().unpack(sent);
      byte[] head = recording.readNBytes(MediaSniffer.HEAD);
      if (head.length == 0) {
        throw new ProblemException(ProblemCode.EMPTY_BODY, "the body has no bytes");
      }
      MediaFormat format =
          MediaSniffer.sniff(head)
              .or(() -> envelope.sender().otherwise().map(MediaFormat::unknown))
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

  /** Why a body that could not be read to its end is refused. */
  public static ProblemException refused(IOException e) {
    return switch (e) {
      case RefusedBodyException refused -> refused.problem();
      case BodyPausedException paused ->
          new ProblemException(ProblemCode.REQUEST_TIMEOUT, String.valueOf(e.getMessage()), paused);
      case BodyTooSlowException slow ->
          new ProblemException(ProblemCode.BODY_TOO_SLOW, String.valueOf(e.getMessage()), slow);
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
        outcome.recordingId(),
        Upload.PROCESSING,
        duplicate,
        raw.mediaType(),
        raw.size(),
        raw.sha256());
  }
}
