package io.nightjar.ingest.archive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.RefusedBodyException;
import io.nightjar.ingest.upload.SentBody;
import io.nightjar.ingest.upload.Uploads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** The bytes of an archive, from the body as it is sent up to its members. */
final class ArchiveSource implements Closeable {
  private static final int BUFFER = 16 * 1024;

  /** 8 MiB, what RFC 8878 asks of every decoder; {@code zstd -19} needs that much. */
  private static final int LARGEST_WINDOW_LOG = 23;

  /** What may stand behind an archive: its own padding, and a ZIP's directory. */
  private static final long MOST_BEHIND = 64L << 20;

  private static final String KEPT = "what came before is kept";
  private static final String KINDS = "ZIP, tar, tar.gz and tar.zst are taken";

  private final SentBody sent;
  private final CountedBody counted;
  private final CountedBody body;
  private final Uploads.Envelope envelope;
  private final ArchiveLimits limits;
  private InputStream blocks = InputStream.nullInputStream();
  private Optional<Members> members = Optional.empty();

  private ArchiveSource(InputStream raw, Uploads.Envelope envelope, ArchiveLimits limits)
      throws IOException {
    this.envelope = envelope;
    this.limits = limits;
    this.sent = new SentBody(raw, envelope.promised().any());
    this.counted = new CountedBody(sent);
    InputStream unpacked = envelope.packaging().unpack(counted);
    this.body =
        new CountedBody(
            unpacked == counted ? counted : new Inflation(limits, counted).watch(unpacked));
  }

  /**
   * Tells what an archive is by its first bytes.
   *
   * @throws ProblemException {@code not-an-archive} or {@code empty-body}, or what went wrong
   */
  static ArchiveSource open(InputStream raw, Uploads.Envelope envelope, ArchiveLimits limits) {
    ArchiveSource source;
    try {
      source = new ArchiveSource(raw, envelope, limits);
    } catch (IOException e) {
      throw Uploads.refused(e);
    }
    boolean opened = false;
    try {
      source.begin();
      opened = true;
      return source;
    } catch (IOException e) {
      throw source.fault(e);
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  private void begin() throws IOException {
    PushbackInputStream in = new PushbackInputStream(body, ArchiveFormat.HEAD);
    byte[] head = head(in);
    if (head.length == 0) {
      throw new ProblemException(ProblemCode.EMPTY_BODY, "the body has no bytes");
    }
    ArchiveFormat format = ArchiveFormat.sniff(head).orElseThrow(ArchiveSource::notAnArchive);
    members =
        Optional.of(
            switch (format) {
              case ZIP -> zip(in, head);
              case TAR -> tar(in);
              case TAR_GZIP -> tarIn(new GZIPInputStream(in, BUFFER));
              case TAR_ZSTD -> tarIn(zstd(in));
            });
  }

  private Members zip(InputStream in, byte[] head) {
    return ArchiveFormat.isEmptyZip(head)
        ? new NoMembers()
        : new ZipMembers(in, body, new Inflation(limits, counted));
  }

  private Members tarIn(InputStream decompressed) throws IOException {
    blocks = decompressed;
    PushbackInputStream in = new PushbackInputStream(decompressed, ArchiveFormat.HEAD);
    if (!ArchiveFormat.isTar(head(in))) {
      throw notAnArchive();
    }
    return tar(in);
  }

  private Members tar(InputStream in) {
    blocks = new Inflation(limits, counted).watch(in);
    return new TarMembers(blocks);
  }

  private static InputStream zstd(InputStream in) throws IOException {
    try {
      return new ZstdInputStreamNoFinalizer(in).setLongMax(LARGEST_WINDOW_LOG);
    } catch (LinkageError e) {
      throw new ProblemException(
          ProblemCode.ENCODING_UNSUPPORTED, "this machine can't read Zstandard; send a tar.gz", e);
    }
  }

  private static byte[] head(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(ArchiveFormat.HEAD);
    in.unread(head);
    return head;
  }

  private static ProblemException notAnArchive() {
    return new ProblemException(
        ProblemCode.NOT_AN_ARCHIVE, KINDS + "; a recording goes to /v1/recordings");
  }

  /** Bytes of it that were read so far, as they were sent. */
  long sentBytes() {
    return counted.count();
  }

  Optional<Member> next() throws IOException {
    return members.orElseThrow().next();
  }

  /**
   * Reads what stands behind the last member, which a checksum of the whole may cover.
   *
   * @throws ProblemException {@code digest-mismatch} if the body is not what was promised
   */
  void finish() throws IOException {
    pass(blocks);
    pass(body);
    if (pass(counted) && envelope.promised().any()) {
      String sha256 = sent.sha256().orElseThrow();
      envelope.promised().check(sha256, sha256);
    }
  }

  /** Reads and drops, within bounds; whether that was all. */
  private static boolean pass(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = MOST_BEHIND;
    int n = in.read(buffer, 0, buffer.length);
    while (n >= 0 && left > 0) {
      left -= n;
      n = in.read(buffer, 0, buffer.length);
    }
    return n < 0;
  }

  /** Why an archive can't be read on. */
  ProblemException fault(IOException e) {
    if (e instanceof RefusedBodyException refused) {
      return refused.problem();
    }
    if (body.failure().isPresent()) {
      return Uploads.refused(body.failure().get());
    }
    return body.ended()
        ? new ProblemException(ProblemCode.ARCHIVE_TRUNCATED, "it ends in the middle; " + KEPT, e)
        : new ProblemException(ProblemCode.ARCHIVE_DAMAGED, e.getMessage() + "; " + KEPT, e);
  }

  @Override
  public void close() {
    // Gives native memory back; the body itself has nothing to close.
    try {
      blocks.close();
      if (members.isPresent()) {
        members.get().close();
      }
    } catch (IOException e) {
      return; // nobody waits for more of it
    }
  }

  /** A ZIP file of nothing but its end. */
  private static final class NoMembers implements Members {
    @Override
    public Optional<Member> next() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
