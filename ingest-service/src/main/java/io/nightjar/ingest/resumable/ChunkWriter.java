package io.nightjar.ingest.resumable;

import io.nightjar.ingest.http.BodyPausedException;
import io.nightjar.ingest.http.BodyTooSlowException;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.UploadState.Receipt;
import io.nightjar.ingest.upload.MediaFormat;
import io.nightjar.ingest.upload.MediaSniffer;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.PartSpool;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Takes one chunk of an upload, byte by byte into a scratch file, from there in parts into the
 * store. After each part its state is written down, so that what has come up to there is safe;
 * where the chunk breaks off, the rest of what came is made safe, too. A chunk with a checksum
 * counts as a whole or not at all, as the protocol wants it. Not thread-safe.
 */
final class ChunkWriter {
  private static final int BUFFER = 16 * 1024;

  private final Announcement announced;
  private final Chunk chunk;
  private final FormatRule formats;
  private final InstantSource clock;
  private final PartWriter parts;
  private final RunningDigest digest;
  private final byte[] buffer = new byte[BUFFER];
  private Optional<MediaFormat> format;
  private long offset;

  /**
   * Goes on with an open upload.
   *
   * @param from the state that the chunk's offset belongs to
   */
  ChunkWriter(
      ObjectStore store,
      UploadStates states,
      FormatRule formats,
      InstantSource clock,
      Revision from,
      Chunk chunk) {
    UploadState state = from.state();
    this.announced = state.announced();
    this.chunk = chunk;
    this.formats = formats;
    this.clock = clock;
    this.digest = RunningDigest.from(state.progress().digest());
    this.format = state.progress().format();
    this.offset = state.progress().offset();
    this.parts = new PartWriter(store, states, from, chunk.checksum().isPresent());
  }

  /**
   * Takes the chunk.
   *
   * @return the state after it; with a receipt if it was the last one
   * @throws RefusedUploadException if the upload can't become a recording, whatever comes next
   * @throws ProblemException if the chunk was not taken, or not all of it
   * @throws OvertakenException if another request has gone on with the upload
   */
  Revision write() throws IOException, OvertakenException, RefusedUploadException {
    try (parts;
        PartSpool spool = parts.open(mayFillAPart())) {
      Optional<IOException> broken = receive(spool);
      if (broken.isPresent()) {
        keepWhatCame(spool, broken.get());
        throw asProblem(broken.get());
      }
      requireEnd();
      requireChecksum();
      return offset == announced.length() ? settleAll(spool) : parts.settle(spool, progress());
    }
  }

  /** The last state that was written; only after {@link #write}. */
  Revision safe() {
    return parts.safe();
  }

  /** A chunk of unknown length may; and the last one has to. */
  private boolean mayFillAPart() {
    if (chunk.length().isEmpty()) {
      return true;
    }
    long length = chunk.length().getAsLong();
    return format.isEmpty()
        || offset + length >= announced.length()
        || parts.tailSize() + length >= announced.partSize();
  }

  /** Reads to the chunk's end or the upload's; returns what broke it off before. */
  private Optional<IOException> receive(PartSpool spool)
      throws IOException, OvertakenException, RefusedUploadException {
    while (offset < announced.length()) {
      long room = Math.min(announced.partSize() - spool.length(), announced.length() - offset);
      int count;
      try {
        count = chunk.body().read(buffer, 0, (int) Math.min(BUFFER, room));
      } catch (IOException e) {
        return Optional.of(e);
      }
      if (count < 0) {
        return Optional.empty();
      }
      take(spool, count);
    }
    return Optional.empty();
  }

  private void take(PartSpool spool, int count)
      throws IOException, OvertakenException, RefusedUploadException {
    spool.append(buffer, 0, count);
    digest.update(buffer, 0, count);
    chunk.checksum().ifPresent(sum -> sum.update(buffer, 0, count));
    offset += count;
    boolean whole = offset == announced.length();
    if (format.isEmpty() && (whole || offset >= MediaSniffer.HEAD)) {
      format = Optional.of(formats.require(spool.head(MediaSniffer.HEAD), announced.length()));
    }
    if (spool.length() == announced.partSize() && !whole) {
      parts.send(spool, progress());
    }
  }

  private PartWriter.Received progress() {
    return new PartWriter.Received(offset, digest, format);
  }

  private void keepWhatCame(PartSpool spool, IOException broken)
      throws OvertakenException, IOException {
    if (chunk.checksum().isPresent()) {
      return;
    }
    try {
      parts.settle(spool, progress());
    } catch (IOException e) {
      e.addSuppressed(broken);
      throw e;
    }
  }

  private Revision settleAll(PartSpool spool)
      throws IOException, OvertakenException, RefusedUploadException {
    String came = digest.hex();
    Optional<String> promised = announced.sha256();
    if (promised.isPresent() && !promised.get().equals(came)) {
      throw new RefusedUploadException(
          new ProblemException(
              ProblemCode.DIGEST_MISMATCH,
              "the upload's SHA-256 is " + came + ", but " + promised.get() + " was promised"));
    }
    return parts.settleAll(spool, progress(), new Receipt(came, clock.instant()));
  }

  private void requireEnd() {
    if (offset < announced.length()) {
      return;
    }
    try {
      if (chunk.body().read() >= 0) {
        throw new ProblemException(
            ProblemCode.UPLOAD_TOO_LONG,
            "the upload was created with " + announced.length() + " bytes, and more came");
      }
    } catch (IOException e) {
      return; // every byte has come; that the connection broke behind the last one changes nothing
    }
  }

  private void requireChecksum() {
    if (chunk.checksum().isPresent() && !chunk.checksum().get().isKept()) {
      throw new ProblemException(
          ProblemCode.CHECKSUM_MISMATCH,
          "the chunk is not what Upload-Checksum says; send it again");
    }
  }

  private static ProblemException asProblem(IOException e) {
    return switch (e) {
      case LiveBody.CutException cut -> cut.problem();
      case BodyPausedException paused ->
          new ProblemException(
              ProblemCode.REQUEST_TIMEOUT, String.valueOf(paused.getMessage()), paused);
      case BodyTooSlowException slow ->
          new ProblemException(ProblemCode.BODY_TOO_SLOW, String.valueOf(slow.getMessage()), slow);
      default ->
          new ProblemException(
              ProblemCode.INCOMPLETE_BODY, "the connection broke: " + e.getMessage(), e);
    };
  }
}
