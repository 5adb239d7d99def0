package io.nightjar.ingest.resumable;

import io.nightjar.ingest.http.BodyPausedException;
import io.nightjar.ingest.http.BodyTooSlowException;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.resumable.Chunk.Role;
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
  private final boolean lengthIsNew;
  private final PartWriter parts;
  private final RunningDigest digest;
  private final byte[] buffer = new byte[BUFFER];
  private Optional<MediaFormat> format;
  private long offset;

  /**
   * Goes on with an open upload.
   *
   * @param from the state that the chunk's offset belongs to
   * @param lengthIsNew whether its length is not in the store yet
   */
  ChunkWriter(
      ObjectStore store,
      UploadStates states,
      FormatRule formats,
      InstantSource clock,
      Revision from,
      boolean lengthIsNew,
      Chunk chunk) {
    UploadState state = from.state();
    this.announced = state.announced();
    this.lengthIsNew = lengthIsNew;
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
      return isLast() ? settleAll(spool) : settleSome(spool);
    }
  }

  /** The last state that was written; only after {@link #write}. */
  Revision safe() {
    return parts.safe();
  }

  /** A chunk of unknown length may; the last one has to; and a new length is to be written down. */
  private boolean mayFillAPart() {
    if (chunk.length().isEmpty() || lengthIsNew || chunk.role() == Role.LAST || format.isEmpty()) {
      return true;
    }
    long until = offset + chunk.length().getAsLong();
    return until >= end() || parts.tailSize() + chunk.length().getAsLong() >= announced.partSize();
  }

  /** Where it has to end: its length or, as long as that is not known, the most that is taken. */
  private long end() {
    return announced.length().orElseGet(() -> formats.most(format));
  }

  private boolean isWhole() {
    return announced.length().isPresent() && offset == announced.length().getAsLong();
  }

  private boolean isLast() {
    return switch (chunk.role()) {
      case UP_TO_THE_LENGTH -> isWhole();
      case MORE_FOLLOWS -> false;
      case LAST -> announced.length().isEmpty() || isWhole();
    };
  }

  /** Reads to the chunk's end or the upload's; returns what broke it off before. */
  private Optional<IOException> receive(PartSpool spool)
      throws IOException, OvertakenException, RefusedUploadException {
    while (offset < end()) {
      long room = Math.min(announced.partSize() - spool.length(), end() - offset);
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
    if (isWhole() || offset >= MediaSniffer.HEAD) {
      requireFormat(spool);
    }
    if (spool.length() == announced.partSize() && !isWhole()) {
      parts.send(spool, progress());
    }
  }

  private void requireFormat(PartSpool spool) throws IOException, RefusedUploadException {
    if (format.isEmpty()) {
      long known = announced.length().orElse(offset);
      format = Optional.of(formats.require(spool.head(MediaSniffer.HEAD), known));
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

  /** The body of the last chunk may end before the length that was said. */
  private Revision settleSome(PartSpool spool) throws IOException, OvertakenException {
    Revision settled = parts.settle(spool, progress());
    if (chunk.role() == Role.LAST) {
      throw LengthRule.inconsistent("the last bytes end at " + offset + ", not at " + end());
    }
    return settled;
  }

  private Revision settleAll(PartSpool spool)
      throws IOException, OvertakenException, RefusedUploadException {
    if (offset == 0) {
      throw new RefusedUploadException(FormatRule.empty());
    }
    requireFormat(spool);
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

  private void requireEnd() throws RefusedUploadException {
    if (offset == end() && hasMore()) {
      if (announced.length().isEmpty()) {
        throw new RefusedUploadException(FormatRule.tooLarge(end()));
      }
      LengthRule.refuseMore(end(), chunk.role());
    }
  }

  private boolean hasMore() {
    try {
      return chunk.body().read() >= 0;
    } catch (IOException e) {
      return false; // every byte has come; that the connection broke behind the last is no matter
    }
  }

  private void requireChecksum() {
    if (chunk.checksum().isPresent() && !chunk.checksum().get().isKept()) {
      throw new ProblemException(
          ProblemCode.CHECKSUM_MISMATCH, "the chunk is not what its checksum says; send it again");
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
