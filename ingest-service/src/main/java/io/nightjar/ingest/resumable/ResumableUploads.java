package io.nightjar.ingest.resumable;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.ingest.fairness.DeviceShares;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.outbox.Acceptance;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * Uploads that go on where they were cut off. Nothing of them is in this process: any replica goes
 * on with what another has begun. Thread-safe.
 */
public final class ResumableUploads {
  private final ObjectStore store;
  private final UploadRules rules;
  private final DeviceShares shares;
  private final FormatRule formats;
  private final LengthRule lengths;
  private final InstantSource clock;
  private final UploadStates states;
  private final NewUploads beginning;
  private final UploadEndings endings;
  private final Completion completion;
  private final UploadSweep sweep;
  private final Semaphore places;
  private final LiveChunks live = new LiveChunks();

  /** Takes uploads into a store. */
  public ResumableUploads(
      ObjectStore store,
      Acceptance acceptance,
      UploadRules rules,
      DeviceShares shares,
      MeterRegistry meters,
      InstantSource clock) {
    this.store = store;
    this.rules = rules;
    this.shares = shares;
    this.formats = new FormatRule(rules.limits());
    this.lengths = new LengthRule(formats);
    this.clock = clock;
    this.states = new UploadStates(store);
    this.beginning = new NewUploads(store, states, rules, formats, clock);
    this.endings = new UploadEndings(store, states, meters);
    this.completion = new Completion(store, acceptance, endings, clock);
    this.sweep = new UploadSweep(store, states, endings, completion, rules, clock);
    this.places = new Semaphore(rules.limits().uploadsAtOnce());
  }

  /** The most bytes that an upload may have, of whatever kind. */
  public long largest() {
    return formats.largest();
  }

  /** How long an upload may take. */
  public Duration life() {
    return rules.life();
  }

  /** How long an upload that is not finished may still take. */
  public Optional<Duration> left(UploadStatus status) {
    return status.expiresAt().map(expires -> Duration.between(clock.instant(), expires));
  }

  /** How many chunks are under way. */
  public int underWay() {
    return rules.limits().uploadsAtOnce() - places.availablePermits();
  }

  /**
   * Begins an upload, which counts as one among those that its device may begin a minute.
   *
   * @param length bytes that it will have; they may also be told with a later chunk
   * @throws ProblemException if it has none or too many, or the device has too many open ones
   */
  public UploadStatus create(DeviceIdentity device, OptionalLong length, UploadMetadata metadata)
      throws IOException {
    try (DeviceShares.Share _ = shares.enter(device)) {
      return UploadStatus.of(beginning.begin(device, length, metadata).state());
    }
  }

  /**
   * Begins an upload with its first bytes. If these are not taken, there is no upload: the sender,
   * who is not told its id, could not come back to it.
   *
   * @param length bytes that it will have
   * @throws ProblemException as without them, or if the chunk is not taken
   */
  public UploadStatus create(
      DeviceIdentity device, OptionalLong length, UploadMetadata metadata, Chunk first)
      throws IOException, InterruptedException {
    try (DeviceShares.Share share = shares.enter(device)) {
      return atAPlace(
          () -> {
            Revision begun = beginning.begin(device, length, metadata);
            try {
              return write(begun, first, share);
            } catch (ProblemException | IOException e) {
              giveUp(begun, e);
              throw e;
            }
          });
    }
  }

  private void giveUp(Revision begun, Exception why) {
    Announcement upload = begun.state().announced();
    try {
      Optional<Revision> left = states.find(ObjectKeys.uploadStates(upload.device(), upload.id()));
      if (left.isPresent() && left.get().state().isOpen()) {
        endings.givenUp(left.get(), UploadEndings.Why.TERMINATED, "its creation failed");
      }
    } catch (IOException | OvertakenException e) {
      why.addSuppressed(e); // it will expire
    }
  }

  /**
   * How far an upload has come. If all of its bytes have, it is finished first. A chunk of it that
   * is still coming in on this replica is cut, and counted up to there.
   *
   * @param id as the path has it
   * @throws ProblemException if this device has no such upload, or it was given up
   */
  public UploadStatus status(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    return UploadStatus.of(finished(cutAndFind(device, id)).state());
  }

  /**
   * Goes on with an upload; with its last byte it becomes a recording. When this returns, all bytes
   * up to the offset that it tells would survive a crash.
   *
   * @param id as the path has it
   * @throws ProblemException if the chunk is not taken, or not all of it; {@link #status} then
   *     tells how much
   * @throws IOException if the store or the broker failed
   */
  public UploadStatus append(DeviceIdentity device, String id, Chunk chunk)
      throws IOException, InterruptedException {
    Revision found = cutAndFind(device, id); // first: what it cuts may hold the last share
    try (DeviceShares.Share share = shares.goOn(device)) {
      return atAPlace(() -> write(found, chunk, share));
    }
  }

  /** What brings bytes of an upload. */
  @FunctionalInterface
  private interface Sending {
    Revision run() throws IOException, InterruptedException;
  }

  private UploadStatus atAPlace(Sending sending) throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.OVERLOADED, rules.limits().uploadsAtOnce() + " uploads are under way");
    }
    try {
      return UploadStatus.of(finished(sending.run()).state());
    } finally {
      places.release();
    }
  }

  private Revision write(Revision from, Chunk chunk, DeviceShares.Share share) throws IOException {
    UploadState state = from.state();
    long offset = state.progress().offset();
    if (chunk.offset() != offset) {
      throw new OffsetMismatchException(offset, chunk.offset());
    }
    try {
      if (state.receipt().isPresent()) {
        LengthRule.requireNothing(state, chunk);
        return from;
      }
      OptionalLong news = lengths.news(state, chunk);
      Revision known = news.isPresent() ? from.withLength(news.getAsLong()) : from;
      return write(known, news.isPresent(), chunk, share);
    } catch (OvertakenException e) {
      throw taken(e);
    } catch (RefusedUploadException e) {
      throw e.problem();
    }
  }

  private Revision write(Revision from, boolean lengthIsNew, Chunk chunk, DeviceShares.Share share)
      throws IOException, OvertakenException, RefusedUploadException {
    UploadState state = from.state();
    Revision safe = from;
    try (LiveBody body = live.enter(state.announced().id(), chunk.body())) {
      lengths.requireRoom(state, chunk);
      Chunk paced = chunk.with(share.paced(body));
      ChunkWriter writer = new ChunkWriter(store, states, formats, clock, from, lengthIsNew, paced);
      try {
        return writer.write();
      } finally {
        safe = writer.safe();
      }
    } catch (RefusedUploadException e) {
      if (!mayBeGarbled(chunk, e.problem())) {
        endings.givenUp(
            safe, UploadEndings.Why.REFUSED, "it was refused: " + e.problem().getMessage());
      }
      throw e;
    }
  }

  /** What a chunk with a checksum is refused for, the link may have made of it. */
  private static boolean mayBeGarbled(Chunk chunk, ProblemException problem) {
    return chunk.checksum().isPresent() && problem.code() != ProblemCode.UPLOAD_TOO_LONG;
  }

  private Revision finished(Revision revision) throws IOException, InterruptedException {
    if (revision.state().receipt().isEmpty() || revision.state().ending().isPresent()) {
      return revision;
    }
    UploadState state = revision.state();
    try {
      return requireKept(completion.finish(revision));
    } catch (OvertakenException e) {
      Announcement announced = state.announced();
      return find(announced.device(), announced.id().toString()); // by whoever has finished it
    }
  }

  /**
   * Gives an upload up and removes what has come of it. A recording that it has become stays.
   *
   * @param id as the path has it
   */
  public void terminate(DeviceIdentity device, String id) throws IOException, InterruptedException {
    Revision revision = finished(cutAndFind(device, id));
    try {
      endings.givenUp(revision, UploadEndings.Why.TERMINATED, "its sender has deleted it");
    } catch (OvertakenException e) {
      throw taken(e);
    }
  }

  /** Gives up what has expired, and finishes what nobody came back for. */
  public void sweep() throws IOException, InterruptedException {
    sweep.run();
  }

  /** Lets every chunk that comes in on this replica end here, with what has come of it safe. */
  public void depart() {
    live.cutAll();
  }

  private Revision find(DeviceIdentity device, String id) throws IOException {
    Optional<RecordingId> known = RecordingId.parse(id);
    Optional<Revision> revision =
        known.isEmpty()
            ? Optional.empty()
            : states.find(ObjectKeys.uploadStates(device, known.get()));
    return requireKept(
        revision.orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.UPLOAD_NOT_FOUND, "this device has no upload " + id)));
  }

  /** The state with all that has come on this replica by now. */
  private Revision cutAndFind(DeviceIdentity device, String id)
      throws IOException, InterruptedException {
    Revision found = find(device, id); // which is also what says that the device may cut
    return live.cut(found.state().announced().id()) ? find(device, id) : found;
  }

  private Revision requireKept(Revision revision) {
    UploadState state = revision.state();
    if (state.ending().isPresent()) {
      if (state.ending().get().recordingId().isEmpty()) {
        throw new ProblemException(ProblemCode.UPLOAD_GONE, state.ending().get().reason());
      }
    } else if (state.receipt().isEmpty()
        && !clock.instant().isBefore(state.announced().expiresAt())) {
      throw new ProblemException(
          ProblemCode.UPLOAD_GONE, "it has expired at " + state.announced().expiresAt());
    }
    return revision;
  }

  private static ProblemException taken(OvertakenException e) {
    return new ProblemException(
        ProblemCode.UPLOAD_LOCKED, "another request has gone on with it; ask where it stands", e);
  }
}
