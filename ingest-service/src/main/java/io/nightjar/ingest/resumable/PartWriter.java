package io.nightjar.ingest.resumable;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.UploadState.Receipt;
import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectMissingException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PartSpool;
import io.nightjar.pipeline.store.PartedObjects;
import io.nightjar.pipeline.store.PartedUpload;
import io.nightjar.pipeline.store.StoreException;
import io.nightjar.pipeline.store.StoredPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what gathers into the store, and writes down how far that has come.
 *
 * <p>In the store a part replaces one of the same number. So a number is reserved, by a state of
 * the upload, before a part is sent under it: no two writers have the same one, and a part that a
 * writer sends late, which others have overtaken, is one that no state names. Nobody else's part is
 * lost to it, and it never becomes a piece of the object. Not thread-safe.
 */
final class PartWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartWriter.class);
  private static final String BINARY = "application/octet-stream";

  /** So many pieces of a tail, and the next chunk gathers them into one. */
  private static final int MOST_SEGMENTS = 32;

  private final ObjectStore store;
  private final PartedObjects parted;
  private final UploadStates states;
  private final Announcement announced;
  private final boolean atOnce;

  private final List<Segment> behind = new ArrayList<>();
  private Revision safe;
  private Progress progress;
  private int reserved;
  private boolean tailInSpool;
  private boolean inDoubt;
  private Optional<PartedUpload> begun = Optional.empty();
  private Optional<Segment> written = Optional.empty();

  /**
   * Goes on from a state.
   *
   * @param atOnce whether what comes is to count only when all of it has come
   */
  PartWriter(ObjectStore store, UploadStates states, Revision from, boolean atOnce) {
    this.store = store;
    this.parted = store.parted();
    this.states = states;
    this.announced = from.state().announced();
    this.atOnce = atOnce;
    this.safe = from;
    this.progress = from.state().progress();
  }

  /** How far it has come, with what is in the spool. */
  record Received(long offset, RunningDigest digest, Optional<MediaFormat> format) {}

  /** The last state that was written. */
  Revision safe() {
    return safe;
  }

  long tailSize() {
    return progress.tailSize();
  }

  /**
   * A spool for what comes. If it may fill a part, the upload is taken over from whoever else is at
   * it, and what came before it is in the spool already.
   */
  PartSpool open(boolean mayFillAPart) throws IOException, OvertakenException {
    PartSpool spool = parted.spool();
    try {
      if (mayFillAPart) {
        takeNumber();
        commit(progress);
      }
      if (mayFillAPart || progress.tail().size() >= MOST_SEGMENTS) {
        for (Segment segment : progress.tail()) {
          load(spool, segment);
        }
        tailInSpool = true;
      }
      return spool;
    } catch (IOException | OvertakenException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  private void load(PartSpool spool, Segment segment) throws IOException, OvertakenException {
    try (InputStream bytes = store.open(segment.key())) {
      spool.append(bytes);
    } catch (ObjectMissingException e) {
      OvertakenException overtaken = new OvertakenException(); // and it is in a part by now
      overtaken.initCause(e);
      throw overtaken;
    }
  }

  /** Sends a full part, and writes down that it is there. */
  void send(PartSpool spool, Received received) throws IOException, OvertakenException {
    put(spool, received);
    takeNumber();
    commit(atOnce ? safe.state().progress().reserving(progress.nextPart()) : progress);
  }

  /** Makes what is in the spool safe; it is a part at most. */
  Revision settle(PartSpool spool, Received received) throws IOException, OvertakenException {
    if (received.offset() == safe.state().progress().offset()) {
      return safe;
    }
    List<Segment> tail = progress.tail();
    long fresh = received.offset() - progress.offset();
    if (fresh > 0) {
      Segment segment =
          new Segment(
              ObjectKeys.uploadTail(announced.device(), announced.id(), UUID.randomUUID()),
              spool.length());
      parted.put(segment.key(), spool, BINARY);
      written = Optional.of(segment);
      if (tailInSpool) {
        behind.addAll(tail);
        tail = List.of(segment);
      } else {
        tail = progress.tailWith(segment);
      }
    }
    progress =
        new Progress(
            received.offset(),
            received.digest().state(),
            received.format(),
            progress.upload(),
            progress.nextPart(),
            progress.parts(),
            tail);
    commit(progress);
    return safe;
  }

  /**
   * Sends the last part, and writes down that all is there. The part before may have been the last:
   * as long as the length is not known, a full part is sent at once.
   */
  Revision settleAll(PartSpool spool, Received received, Receipt receipt)
      throws IOException, OvertakenException {
    if (spool.length() > 0) {
      put(spool, received);
    }
    commit(safe.state().with(progress, receipt));
    return safe;
  }

  private void put(PartSpool spool, Received received) throws IOException {
    PartedUpload upload = upload(received.format().orElseThrow());
    StoredPart part = parted.put(upload, reserved, spool);
    behind.addAll(progress.tail());
    progress =
        new Progress(
            received.offset(),
            received.digest().state(),
            received.format(),
            Optional.of(upload),
            progress.nextPart(),
            progress.partsWith(part),
            List.of());
    spool.clear();
  }

  private PartedUpload upload(MediaFormat format) throws StoreException {
    if (progress.upload().isPresent()) {
      return progress.upload().get();
    }
    String key =
        ObjectKeys.raw(
            announced.device(), announced.id().givenAt(), announced.id(), format.extension());
    PartedUpload upload = parted.begin(key, format.mediaType());
    begun = Optional.of(upload);
    return upload;
  }

  private void takeNumber() {
    reserved = progress.nextPart();
    if (reserved > PartedObjects.HIGHEST_NUMBER) {
      throw new ProblemException(
          ProblemCode.UPLOAD_GONE, "it was broken off too often to go on; begin it anew");
    }
    progress = progress.reserving(reserved + 1);
  }

  private void commit(Progress further) throws IOException, OvertakenException {
    commit(safe.state().with(further));
  }

  private void commit(UploadState next) throws IOException, OvertakenException {
    inDoubt = true;
    try {
      safe = states.commit(safe, next);
      inDoubt = false;
    } catch (OvertakenException e) {
      inDoubt = false;
      throw e;
    }
    Progress now = safe.state().progress();
    if (now.upload().equals(progress.upload())) {
      begun = Optional.empty();
    }
    if (now.offset() == progress.offset()) {
      written = Optional.empty();
      behind.forEach(segment -> removeQuietly(segment.key()));
      behind.clear();
    }
  }

  /** Removes what was stored and no state names. If one may, it is left where it is. */
  @Override
  public void close() {
    if (inDoubt) {
      return;
    }
    written.ifPresent(segment -> removeQuietly(segment.key()));
    if (begun.isPresent()) {
      try {
        parted.abandon(begun.get());
      } catch (StoreException e) {
        sayLeft(begun.get().key(), e);
      }
    }
  }

  private void removeQuietly(String key) {
    try {
      store.delete(key);
    } catch (StoreException e) {
      sayLeft(key, e);
    }
  }

  private static void sayLeft(String key, StoreException why) {
    LOG.atWarn()
        .addKeyValue("key", key)
        .addKeyValue("cause", String.valueOf(why))
        .log("What an upload needs no longer is left to the sweep");
  }
}
