package io.nightjar.cptv.inflate;

import io.nightjar.cptv.core.StreamEnd;
import java.io.IOException;

/** The header of a gzip member (RFC 1952, section 2.3). */
public final class GzipHeader {

  private static final int FIXED_LENGTH = 10;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xE0;

  private GzipHeader() {}

  /** What stands where a member may start. */
  public sealed interface Outcome {}

  /** A member; the input stands at its first deflate block. */
  public record Member() implements Outcome {}

  /**
   * No member.
   *
   * @param end what that means for the stream
   */
  public record NoMember(StreamEnd end) implements Outcome {}

  /**
   * Reads the header of the next member.
   *
   * @param first whether this is the start of the file, where no bytes are no clean end
   */
  public static Outcome read(CompressedInput in, boolean first) throws IOException {
    long start = in.offset();
    boolean two = in.require(2);
    int available = in.available();
    if (available == 0) {
      return new NoMember(first ? new StreamEnd.NotGzip(0) : new StreamEnd.Complete());
    }
    byte[] bytes = in.buffer();
    int at = in.position();
    if (bytes[at] != 0x1F || (two && bytes[at + 1] != (byte) 0x8B)) {
      return new NoMember(first ? new StreamEnd.NotGzip(available) : new StreamEnd.Garbage(start));
    }
    if (!in.require(FIXED_LENGTH)) {
      return new NoMember(new StreamEnd.Truncated(in.offset() + in.available()));
    }
    in.skip(2);
    int method = in.next();
    int flags = in.next();
    in.skip(6);
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      return new NoMember(
          new StreamEnd.Corrupt(start + 2, "a gzip member is deflated and sets no reserved flag"));
    }
    return skipOptional(in, flags)
        ? new Member()
        : new NoMember(new StreamEnd.Truncated(in.offset() + in.available()));
  }

  private static boolean skipOptional(CompressedInput in, int flags) throws IOException {
    return ((flags & EXTRA) == 0 || skipExtra(in))
        && ((flags & NAME) == 0 || skipText(in))
        && ((flags & COMMENT) == 0 || skipText(in))
        && ((flags & HEADER_CHECKSUM) == 0 || skip(in, 2));
  }

  private static boolean skipExtra(CompressedInput in) throws IOException {
    if (!in.require(2)) {
      return false;
    }
    int length = in.next();
    return skip(in, length | in.next() << 8);
  }

  private static boolean skipText(CompressedInput in) throws IOException {
    do {
      if (!in.require(1)) {
        return false;
      }
    } while (in.next() != 0);
    return true;
  }

  private static boolean skip(CompressedInput in, int count) throws IOException {
    for (int left = count; left > 0; left--) {
      if (!in.require(1)) {
        return false;
      }
      in.next();
    }
    return true;
  }
}
