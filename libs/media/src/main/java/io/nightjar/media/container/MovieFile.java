package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** What can be told of an MP4 or QuickTime file (ISO/IEC 14496-12) by its first boxes. */
public final class MovieFile {

  private static final Set<String> FREE = Set.of("free", "skip", "wide");
  private static final Set<String> FIRST =
      Set.of("ftyp", "styp", "moov", "mdat", "free", "skip", "wide");
  private static final int MOST_BOXES = 16;

  private MovieFile() {}

  /** Whether the first box is one with which such files begin. */
  public static boolean startsLikeOne(FileBytes file) throws IOException {
    ByteBuffer header = file.read(0, 8);
    return header.limit() == 8 && FIRST.contains(Tags.text(header, 4, 4));
  }

  /**
   * Where the box {@code ftyp} begins, if only boxes of free space stand before it; else 0. Some
   * programs put them there afterwards and leave the sound's offsets as they were, which count from
   * this place then.
   */
  public static long startOfType(FileBytes file) throws IOException {
    long at = 0;
    for (int box = 0; box < MOST_BOXES; box++) {
      ByteBuffer header = file.read(at, 8);
      if (header.limit() < 8) {
        return 0;
      }
      String type = Tags.text(header, 4, 4);
      if (type.equals("ftyp")) {
        return at;
      }
      long length = Integer.toUnsignedLong(header.getInt(0));
      if (!FREE.contains(type) || length < 8) {
        return 0;
      }
      at += length;
    }
    return 0;
  }
}
