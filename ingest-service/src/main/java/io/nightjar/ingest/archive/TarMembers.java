package io.nightjar.ingest.archive;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.upload.RefusedBodyException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The members of a tar: POSIX with its extended headers, GNU with its long names, and older. */
final class TarMembers implements Members {
  private final TarBlocks blocks;
  private final TarArchiveInputStream tar;

  /**
   * Whether the reader stands at a sparse member: it makes every zero of the holes to pass over.
   */
  private boolean sparse;

  TarMembers(InputStream in) {
    this.blocks = new TarBlocks(in);
    this.tar = new TarArchiveInputStream(blocks, StandardCharsets.UTF_8.name());
  }

  @Override
  public Optional<Member> next() throws IOException {
    if (sparse) {
      throw new RefusedBodyException(
          new ProblemException(
              ProblemCode.ARCHIVE_NOT_STREAMABLE,
              "a sparse member can't be passed over; pack the files without --sparse"));
    }
    blocks.beginHeader();
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (RuntimeException e) {
      throw new IOException("a header makes no sense", e);
    }
    if (entry == null) {
      if (!blocks.endMarked()) {
        throw new EOFException("it has no end");
      }
      return Optional.empty();
    }
    if (!entry.isCheckSumOK()) {
      throw new IOException("a header's checksum is wrong");
    }
    blocks.endHeader();
    sparse = entry.isSparse();
    Optional<MemberCode> obstacle = obstacle(entry);
    return Optional.of(
        new Member(
            new MemberName(entry.getName()),
            obstacle,
            OptionalLong.of(entry.getSize()),
            entry.isSparse() ? InputStream.nullInputStream() : new Content()));
  }

  private static Optional<MemberCode> obstacle(TarArchiveEntry entry) {
    if (entry.isSparse()) {
      return Optional.of(MemberCode.MEMBER_SPARSE);
    }
    if (entry.isDirectory()) {
      return Optional.of(MemberCode.MEMBER_IS_FOLDER);
    }
    return switch (entry.getLinkFlag()) {
      case TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG ->
          Optional.empty();
      default -> Optional.of(MemberCode.MEMBER_NOT_A_FILE);
    };
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /** The bytes of the member at hand; closing it leaves the archive open. */
  private final class Content extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return tar.read(buffer, offset, length);
      } catch (RuntimeException e) {
        throw new IOException("it can't be read", e);
      }
    }
  }
}
