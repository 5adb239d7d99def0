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
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The members of a ZIP file by their local headers, since the directory comes last. The library
 * checks neither checksums nor sizes, so that is done here; where they stand behind a member, its
 * end is told only when the reader stands at the next header and has read them on its way.
 */
final class ZipMembers implements Members {
  private static final int LONGEST_SHOWN = 200;

  private final CountedBody body;
  private final Inflation inflation;
  private final ZipArchiveInputStream zip;
  private Optional<Step> ahead = Optional.empty();

  ZipMembers(InputStream in, CountedBody body, Inflation inflation) {
    this.body = body;
    this.inflation = inflation;
    // With the Unicode names that some programs put beside the plain ones; no stored members whose
    // length is not known before, which the library would gather in memory; and with the marker of
    // a split file that was never split.
    this.zip = new ZipArchiveInputStream(in, StandardCharsets.UTF_8.name(), true, false, true);
  }

  /** What a look at the next header has found. */
  private sealed interface Step {}

  private record Found(ZipArchiveEntry entry) implements Step {}

  private record End() implements Step {}

  private record Broken(IOException cause) implements Step {}

  @Override
  public Optional<Member> next() throws IOException {
    Step step = ahead.orElseGet(this::look);
    ahead = Optional.empty();
    return switch (step) {
      case Found found -> Optional.of(member(found.entry()));
      case End _ -> Optional.empty();
      case Broken broken -> throw broken.cause();
    };
  }

  private Step look() {
    try {
      ZipArchiveEntry entry = zip.getNextEntry();
      if (entry != null) {
        return new Found(entry);
      }
      // Behind the directory there is nothing that the library asks for.
      return body.ended() ? new Broken(new EOFException("it has no directory")) : new End();
    } catch (IOException e) {
      return new Broken(e);
    } catch (RuntimeException e) {
      return new Broken(new IOException("a header makes no sense", e));
    }
  }

  private Member member(ZipArchiveEntry entry) throws IOException {
    boolean lengthFollows = entry.getGeneralPurposeBit().usesDataDescriptor();
    boolean readable = isUnderstood(entry) && !entry.getGeneralPurposeBit().usesEncryption();
    if (lengthFollows && !(readable && entry.getMethod() != ZipMethod.STORED.getCode())) {
      throw notStreamable(entry);
    }
    long size = entry.getSize();
    return new Member(
        new MemberName(entry.getName()),
        obstacle(entry),
        size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
        readable ? new Content(entry) : InputStream.nullInputStream());
  }

  /** Where such a member ends is not to be told, so whatever follows it is lost, too. */
  private static RefusedBodyException notStreamable(ZipArchiveEntry entry) {
    return new RefusedBodyException(
        new ProblemException(
            ProblemCode.ARCHIVE_NOT_STREAMABLE,
            "the length of "
                + new MemberName(entry.getName()).shown(LONGEST_SHOWN)
                + " stands behind it, and it is not compressed, or encrypted; zip the files again,"
                + " or send them in a tar"));
  }

  private static Optional<MemberCode> obstacle(ZipArchiveEntry entry) {
    if (entry.isDirectory()) {
      return Optional.of(MemberCode.MEMBER_IS_FOLDER);
    }
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of(MemberCode.MEMBER_ENCRYPTED);
    }
    return isUnderstood(entry)
        ? Optional.empty()
        : Optional.of(MemberCode.MEMBER_METHOD_UNSUPPORTED);
  }

  /** What zip programs write; what else the library can read costs memory, or is a museum's. */
  private static boolean isUnderstood(ZipArchiveEntry entry) {
    int method = entry.getMethod();
    return method == ZipMethod.STORED.getCode()
        || method == ZipMethod.DEFLATED.getCode()
        || method == ZipMethod.ENHANCED_DEFLATED.getCode();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** The inflated bytes of the member at hand. */
  private final class Content extends InputStream {
    private final ZipArchiveEntry entry;
    private final CRC32 crc = new CRC32();
    private long count;
    private boolean ended;

    Content(ZipArchiveEntry entry) {
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      int n = inflate(buffer, offset, length);
      if (n < 0) {
        ended = true;
        verify();
        return n;
      }
      inflation.add(n);
      crc.update(buffer, offset, n);
      count += n;
      return n;
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
      try {
        return zip.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) {
        ended = true;
        boolean canGoOn =
            !entry.getGeneralPurposeBit().usesDataDescriptor()
                && body.failure().isEmpty()
                && !body.ended();
        if (canGoOn) {
          throw new MemberRefusedException(MemberCode.MEMBER_DAMAGED, e);
        }
        throw e instanceof IOException io ? io : new IOException("it can't be inflated", e);
      }
    }

    private void verify() throws IOException {
      Step next = look();
      ahead = Optional.of(next);
      boolean known = entry.getCrc() >= 0 && entry.getSize() >= 0;
      if (!known && next instanceof Broken broken) {
        throw broken.cause();
      }
      if (entry.getCrc() != crc.getValue() || entry.getSize() != count) {
        throw new MemberRefusedException(MemberCode.MEMBER_DAMAGED);
      }
    }
  }
}
