package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds out how long the sound of a wave file really is. Recorders that stream, that lose power or
 * that were never tried with long recordings write sizes that are wrong; what is there decides, and
 * a size counts only where it can be true.
 */
final class WaveDataLength {

  /** SoX writes 7FFFF000, a little less for its block's sake; arecord 80000000. */
  private static final long LEAST_HALF_PLACEHOLDER = 0x7fffe000L;

  private static final long MOST_HALF_PLACEHOLDER = 0x80000040L;

  /** FFmpeg writes FFFFFFFF, others a header's length less. */
  private static final long LEAST_FULL_PLACEHOLDER = 0xfffff000L;

  private static final long MOST_FULL_PLACEHOLDER = 0xffffffffL;

  private final FileBytes file;
  private final RiffDialect dialect;
  private final RiffChunks chunks;

  WaveDataLength(FileBytes file, RiffDialect dialect, RiffChunks chunks) {
    this.file = file;
    this.dialect = dialect;
    this.chunks = chunks;
  }

  WaveData of(RiffChunks.Header data) throws IOException {
    long start = data.start();
    long declared = data.declared();
    long there = file.size() - start;
    if (isPlaceholder(declared, there)) {
      return whole(start, there, 0, "gives no length of the sound");
    }
    if (declared > there) {
      if (countsHeaderIn(declared - there, start) || riffEndsWithFile()) {
        return whole(start, there, declared, sizes(declared, there));
      }
      return new WaveData(start, there, declared, declared - there, Optional.empty());
    }
    if (there - declared > 1 && !chunks.isTrailer(start + declared, declared > 0)) {
      return declared == 0
          ? whole(start, there, 0, "gives no length of the sound")
          : whole(start, there, declared, sizes(declared, there));
    }
    return new WaveData(start, declared, declared, 0, Optional.empty());
  }

  private static WaveData whole(long start, long there, long declared, String headerDoes) {
    return new WaveData(start, there, declared, 0, Optional.of("the header " + headerDoes));
  }

  private static String sizes(long declared, long there) {
    return "says " + declared + " bytes of sound, there are " + there;
  }

  private boolean isPlaceholder(long declared, long there) {
    if (declared <= there && declared >= 0) {
      return false;
    }
    if (dialect == RiffDialect.WAVE64) {
      return declared < 0 || declared >= Long.MAX_VALUE - 0xffff;
    }
    return declared < 0
        || (declared >= LEAST_HALF_PLACEHOLDER && declared <= MOST_HALF_PLACEHOLDER)
        || (declared >= LEAST_FULL_PLACEHOLDER && declared <= MOST_FULL_PLACEHOLDER);
  }

  /** Recorders count in the header, all of it or in part, or the RIFF chunk's. */
  private static boolean countsHeaderIn(long surplus, long start) {
    return surplus == start
        || surplus == start - 8
        || surplus == 44
        || surplus == 36
        || surplus == 8;
  }

  /** Whether the outer size, which was written independently, says that nothing is missing. */
  private boolean riffEndsWithFile() throws IOException {
    if (dialect != RiffDialect.RIFF && dialect != RiffDialect.RIFX) {
      return false;
    }
    ByteBuffer size = file.read(4, 4).order(dialect.order());
    long end = 8 + Integer.toUnsignedLong(size.getInt(0));
    return end == file.size() || end == file.size() + 1;
  }
}
