package io.nightjar.media.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the frames of a FLAC file: each ends with a CRC-16 over all its bytes (RFC 9639, 9.3) and
 * begins with its number. FFmpeg's decoder compares neither unless told to, and then doesn't say
 * how long a gap is. Reads the file once, in blocks.
 */
public final class FlacCheck {

  private static final int BLOCK = 1 << 16;
  private static final int LEAST_BLOCK_SIZE = 16;
  private static final short[] CRC16 = new short[256];

  static {
    for (int i = 0; i < 256; i++) {
      int crc = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc << 1) ^ ((crc & 0x8000) != 0 ? 0x18005 : 0);
      }
      CRC16[i] = (short) crc;
    }
  }

  private final FileBytes file;
  private final FlacStreamInfo info;
  private @Nullable FlacFrameHeader first;
  private @Nullable FlacFrameNumbers numbers;
  private int crc;
  private long checkedUntil; // where the CRC became zero, and has stayed so
  private int broken;
  private long firstBrokenAt;
  private long frameAt; // the present frame's first sample

  private FlacCheck(FileBytes file, FlacStreamInfo info) {
    this.file = file;
    this.info = info;
  }

  /** Checks a file; empty if it is no FLAC file, or holds no frame. */
  public static Optional<StreamCheck> of(FileBytes file) throws IOException {
    Optional<FlacStreamInfo> info = FlacStreamInfo.read(file);
    return info.isEmpty() ? Optional.empty() : new FlacCheck(file, info.get()).check();
  }

  private Optional<StreamCheck> check() throws IOException {
    long limit = Tags.endBeforeTags(file);
    ByteBuffer block = ByteBuffer.allocate(BLOCK);
    for (long at = info.firstFrame(); at < limit; ) {
      file.readInto(block, at);
      block.limit((int) Math.min(block.limit(), limit - at));
      boolean last = at + block.limit() >= limit;
      int until = last ? block.limit() : block.limit() - FlacFrameHeader.LONGEST;
      scan(block, until, at);
      if (until <= 0) {
        throw new IOException("the file became shorter while it was read");
      }
      at += until;
    }
    if (numbers == null) {
      return Optional.empty();
    }
    numbers.confirmJump();
    return Optional.of(result(numbers, limit));
  }

  private void scan(ByteBuffer block, int until, long blockAt) {
    int sum = crc;
    for (int i = 0; i < until; i++) {
      byte next = block.get(i);
      if (next == -1) {
        crc = sum;
        if (startsFrame(block, i)) {
          sum = 0;
        }
      }
      int before = sum;
      sum = ((sum << 8) ^ CRC16[((sum >> 8) ^ next) & 0xff]) & 0xffff;
      if (sum == 0 && before != 0) {
        checkedUntil = blockAt + i + 1;
      }
    }
    crc = sum;
  }

  /** Notes the frame that begins here, if one does, and judges the one that ends. */
  private boolean startsFrame(ByteBuffer block, int at) {
    Optional<FlacFrameHeader> header = FlacFrameHeader.read(block, at);
    if (header.isEmpty()) {
      return false;
    }
    FlacFrameHeader frame = header.get();
    if (first == null || numbers == null) {
      first = frame;
      numbers = new FlacFrameNumbers(frame.blockSize());
    } else if (!frame.isLike(first) || (crc != 0 && !numbers.canFollow(frame))) {
      return false; // bytes of a frame that look like a header
    } else if (crc != 0) {
      firstBrokenAt = broken == 0 ? frameAt : firstBrokenAt;
      broken++;
    }
    frameAt = numbers.samples() + numbers.gapSamples();
    numbers.add(frame);
    return true;
  }

  private StreamCheck result(FlacFrameNumbers frames, long limit) {
    boolean lastBroken = crc != 0;
    long samples = frames.samples() + frames.gapSamples();
    boolean claimsMore = info.samples() > samples;
    List<String> notes = new ArrayList<>();
    boolean headerless = info.mostBlockSize() < LEAST_BLOCK_SIZE;
    if (headerless) {
      notes.add("the header gives a block size of " + info.mostBlockSize());
    }
    if (info.samples() > 0 && info.samples() < samples) {
      notes.add("the header says " + info.samples() + " samples, there are " + samples);
    }
    Optional<String> cut =
        lastBroken
            ? Optional.of("the last frame, at " + seconds(frameAt) + ", fails its check")
            : Optional.empty();
    return new StreamCheck(
        headerless ? info.firstFrame() : 0,
        lastBroken ? limit : checkedUntil,
        headerless ? StreamCheck.Header.LEFT_OUT : StreamCheck.Header.READ,
        true,
        samples,
        frames.gaps() > 0 ? samples : 0,
        damage(frames),
        cut,
        claimsMore
            ? Optional.of(new DigestClaim(info.samples(), info.bitsPerSample(), info.md5()))
            : Optional.empty(),
        notes);
  }

  private Optional<String> damage(FlacFrameNumbers frames) {
    List<String> words = new ArrayList<>();
    if (frames.gaps() > 0) {
      words.add(
          String.format(
              Locale.ROOT,
              frames.gaps() == 1 ? "%d gap of %s at %s" : "%d gaps of together %s, the first at %s",
              frames.gaps(),
              seconds(frames.gapSamples()),
              seconds(frames.firstGapAt())));
    }
    if (broken > 0) {
      words.add(
          broken
              + (broken == 1
                  ? " frame fails its check, at "
                  : " frames fail their checks, first at ")
              + seconds(firstBrokenAt));
    }
    if (frames.wrongNumbers() > 0) {
      words.add(frames.wrongNumbers() + " frames are out of order");
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
  }

  private String seconds(long samples) {
    return info.sampleRate() == 0
        ? samples + " samples"
        : String.format(Locale.ROOT, "%.3f s", (double) samples / info.sampleRate());
  }
}
