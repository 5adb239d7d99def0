package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** Walks the chunks of a file of the RIFF family. Not thread-safe. */
final class RiffChunks {

  /**
   * A chunk's header.
   *
   * @param id its four characters
   * @param start where its content begins
   * @param declared the length that the header says, which may be a lie
   */
  record Header(String id, long start, long declared) {}

  /** Chunks that recorders write, by which a missing pad byte is told. */
  private static final Set<String> KNOWN =
      Set.of(
          "fmt ", "data", "fact", "LIST", "bext", "iXML", "guan", "wamd", "id3 ", "ID3 ", "JUNK",
          "junk", "PAD ", "FLLR", "cue ", "smpl", "inst", "PEAK", "axml", "_PMX", "cart", "levl");

  private static final int MOST_TRAILING = 1000;

  private final FileBytes file;
  private final RiffDialect dialect;
  private long position;
  private long dataSize64 = -1;

  RiffChunks(FileBytes file, RiffDialect dialect) {
    this.file = file;
    this.dialect = dialect;
    this.position = dialect.firstChunk();
  }

  /** The header at the present position; empty at the end of the file, or where there is none. */
  Optional<Header> next() throws IOException {
    ByteBuffer bytes = file.read(position, dialect.headerBytes());
    if (bytes.limit() < dialect.headerBytes()) {
      return Optional.empty();
    }
    String id = RiffDialect.ascii(bytes, 0);
    if (!printable(id)) {
      return Optional.empty();
    }
    long start = position + dialect.headerBytes();
    long declared = dialect.length(bytes);
    if (dialect == RiffDialect.RF64 && id.equals("ds64")) {
      ByteBuffer sizes = file.read(start, 16).order(dialect.order());
      dataSize64 = sizes.limit() == 16 ? sizes.getLong(8) : -1;
    }
    if (id.equals("data") && declared == 0xffffffffL && dataSize64 >= 0) {
      declared = dataSize64;
    }
    return Optional.of(new Header(id, start, declared));
  }

  /** Moves to the chunk behind a content's end: where the format says, or where it really is. */
  void moveBehind(long end) throws IOException {
    position = behind(end);
  }

  private long behind(long end) throws IOException {
    if (dialect == RiffDialect.WAVE64) {
      return (end + 7) / 8 * 8;
    }
    if (end % 2 == 0) {
      return end;
    }
    ByteBuffer near = file.read(end, 5);
    if (near.limit() < 5) {
      return end + 1;
    }
    String unpadded = RiffDialect.ascii(near, 0);
    String padded = RiffDialect.ascii(near, 1);
    boolean noPad =
        KNOWN.contains(unpadded)
            ? !KNOWN.contains(padded)
            : printable(unpadded) && !printable(padded);
    return noPad ? end : end + 1;
  }

  /**
   * Whether what follows a content's end is no sound: further chunks, a tag, or zeros that a
   * recorder reserved.
   */
  boolean isTrailer(long end, boolean zerosAreNone) throws IOException {
    if (Tags.endBeforeTags(file) == end) {
      return true;
    }
    RiffChunks trailing = new RiffChunks(file, dialect);
    trailing.position = behind(end);
    boolean known = false;
    for (int i = 0; i < MOST_TRAILING; i++) {
      Optional<Header> header = trailing.next();
      if (header.isEmpty()) {
        break;
      }
      long next = header.get().start() + header.get().declared();
      known |= KNOWN.contains(header.get().id());
      if (header.get().declared() < 0 || next > file.size()) {
        return known; // the last chunk is cut
      }
      trailing.moveBehind(next);
      if (trailing.position >= file.size()) {
        return true;
      }
    }
    return known || (zerosAreNone && file.zeros(end, file.size()));
  }

  private static boolean printable(String id) {
    return id.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
