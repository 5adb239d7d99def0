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
import io.nightjar.pipeline.store.PartedObjects;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uploads that go on where they were cut off. Nothing of them is in this process: any replica goes
 * on with what another has begun. Thread-safe.
 */
public final class ResumableUploads {
  /** So many parts at most, which leaves as many numbers for chunks that break off. */
  private static final int MOST_PARTS = PartedObjects.HIGHEST_NUMBER / 2;

  private final ObjectStore store;
  private final UploadRules rules;
  private final DeviceShares shares;
  private final FormatRule formats;
  private final InstantSource clock;
  private final UploadStates states;
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
    this.clock = clock;
    this.states = new UploadStates(store);
    this.endings = new UploadEndings(store, states, meters);
    this.completion = new Completion(store, acceptance, endings, clock);
    this.sweep = new UploadSweep(store, states, endings, completion, rules, clock);
    this.places = new Semaphore(rules.limits().uploadsAtOnce());
  }

  /** The most bytes that an upload may have, of whatever kind. */
  public long largest() {
    return formats.largest();
  }

  /** How many chunks are under way. */
  public int underWay() {
    return rules.limits().uploadsAtOnce() - places.availablePermits();
  }

  /**
   * Begins an upload, which counts as one among those that its device may begin a minute.
   *
   * @param length bytes that it will have
   * @throws ProblemException if it has none or too many, or the device has too many open ones
   */
  public UploadStatus create(DeviceIdentity device, long length, UploadMetadata metadata)
      throws IOException {
    try (DeviceShares.Share _ = shares.enter(device)) {
      return UploadStatus.of(begin(device, length, metadata).state());
    }
  }

  /**
   * Begins an upload with its first bytes.
   *
   * @param length bytes that it will have
   * @throws ProblemException as without them, or if the chunk is not taken
   */
  public UploadStatus create(
      DeviceIdentity device, long length, UploadMetadata metadata, Chunk first)
      throws IOException, InterruptedException {
    try (DeviceShares.Share share = shares.enter(device)) {
      return atAPlace(() -> write(begin(device, length, metadata), first, share));
    }
  }

  private Revision begin(DeviceIdentity device, long length, UploadMetadata metadata)
      throws IOException {
    if (length == 0) {
      throw new ProblemException(ProblemCode.EMPTY_BODY, "a recording has at least one byte");
    }
    if (length > largest()) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "at most " + largest() + " bytes are taken");
    }
    requirePlace(device);
    RecordingId id = RecordingId.next(clock);
    Announcement announced =
        new Announcement(
            id,
            device,
            id.givenAt().plus(rules.life()),
            length,
            metadata.value(),
            metadata.sha256(),
            partSize(length));
    store.put(ObjectKeys.openUpload(device, id), new byte[0], "text/plain");
    return states.create(UploadState.created(announced));
  }

  /** S3 takes 10,000 parts at most; whole MiB, since the sizes of parts are for people, too. */
  private static long partSize(long length) {
    long mebibyte = 1 << 20;
    long least = Math.ceilDiv(Math.ceilDiv(length, MOST_PARTS), mebibyte) * mebibyte;
    return Math.max(PartedObjects.SMALLEST_PART, least);
  }

  private void requirePlace(DeviceIdentity device) throws IOException {
    AtomicInteger open = new AtomicInteger();
    store.listWhile(
        ObjectKeys.openUploads(device), "", _ -> open.incrementAndGet() < rules.openPerDevice());
    if (open.get() >= rules.openPerDevice()) {
      throw new ProblemException(
          ProblemCode.TOO_MANY_UNFINISHED,
          "this device has " + open.get() + " unfinished uploads; finish or delete some of them");
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
      throw new ProblemException(
          ProblemCode.UPLOAD_OFFSET_MISMATCH, "go on at " + offset + ", not at " + chunk.offset());
    }
    long left = state.announced().length() - offset;
    if (chunk.length().orElse(0) > left) {
      throw new ProblemException(
          ProblemCode.UPLOAD_TOO_LONG,
          "the upload was created with " + state.announced().length() + " bytes");
    }
    if (left == 0) {
      return from;
    }
    try (LiveBody body = live.enter(state.announced().id(), chunk.body())) {
      return write(
          new ChunkWriter(store, states, formats, clock, from, chunk.with(share.paced(body))),
          chunk.checksum().isPresent());
    } catch (OvertakenException e) {
      throw taken(e);
    }
  }

  /** What a chunk with a checksum is refused for, the link may have garbled. */
  private Revision write(ChunkWriter writer, boolean checked)
      throws IOException, OvertakenException {
    try {
      return writer.write();
    } catch (RefusedUploadException e) {
      if (!checked) {
        endings.givenUp(
            writer.safe(),
            UploadEndings.Why.REFUSED,
            "it was refused: " + e.problem().getMessage());
      }
      throw e.problem();
    }
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
