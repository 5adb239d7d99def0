package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing that a stranger sends makes the reader throw, hang, grow, or call wrong pixels right. */
class HostileInputTest {

  private final List<Frame> frames = TestFrames.scene(8, 6, 4, 42);

  @Test
  void aFileThatIsCutAtAnyByteGivesTheFramesBeforeTheCut() throws Exception {
    for (WriterOptions options : List.of(WriterOptions.GO, WriterOptions.TC2)) {
      byte[] whole = TestFrames.write(frames, options);
      int most = 0;
      for (int length = 0; length < whole.length; length++) {
        int delivered = readPrefix(Arrays.copyOf(whole, length));
        assertThat(delivered).isGreaterThanOrEqualTo(most);
        most = delivered;
      }
      assertThat(most).isEqualTo(4);
    }
  }

  private int readPrefix(byte[] cut) throws IOException {
    try {
      Reading reading = Reading.of(cut);
      for (Frame frame : reading.frames()) {
        assertThat(frame.pixels()).isEqualTo(frames.get(frame.number()).pixels());
      }
      // A cut after the first of two members leaves a complete file without frames.
      if (reading.ending() instanceof Ending.Clean) {
        assertThat(reading.frames()).isEmpty();
      }
      return reading.frames().size();
    } catch (CptvException refused) {
      return 0;
    }
  }

  @Test
  void noFlippedBitOfTheFileGoesUnnoticedInThePixels() throws Exception {
    byte[] whole = TestFrames.write(frames, WriterOptions.GO);
    int clean = 0;
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      clean += isCleanAndRight(flipped) ? 1 : 0;
    }
    // Of a gzip header, the time (4 bytes), hint and system (2 bytes) and the text flag carry
    // nothing, nor do the bits between the last block and the trailer.
    assertThat(clean).isBetween(49, 64);
  }

  private boolean isCleanAndRight(byte[] file) throws IOException {
    try {
      Reading reading = Reading.of(file);
      if (!(reading.ending() instanceof Ending.Clean)) {
        return false;
      }
      assertThat(reading.frames()).hasSize(4);
      for (Frame frame : reading.frames()) {
        assertThat(frame.pixels()).isEqualTo(frames.get(frame.number()).pixels());
      }
      return true;
    } catch (CptvException refused) {
      return false;
    }
  }

  @Test
  void flippedBitsUnderAValidChecksumEndInAValue() throws Exception {
    byte[] inflated = HandmadeFile.header(2, "024a0200").frame(7).frame(1).inflated();
    for (int bit = 0; bit < 8 * inflated.length; bit++) {
      byte[] flipped = inflated.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        assertThat(Reading.of(HandmadeFile.gzip(flipped)).ending().code()).isNotEmpty();
      } catch (CptvException refused) {
        assertThat(refused.code()).isNotEmpty();
      }
    }
  }

  @Test
  void aHeaderThatClaimsALargePictureReservesNothing() throws Exception {
    byte[] file =
        new HandmadeFile()
            .hex("435054560248030458" + "00080000" + "0459" + "00080000" + "014301")
            .hex("4602" + "017719" + "046600000004" + "00000000")
            .gzip();
    Frame frame = new Frame(2048, 2048);
    long before = allocatedBytes();

    Ending ending;
    try (CptvReader reader = CptvReader.open(HandmadeFile.stream(file))) {
      assertThat(reader.read(frame)).isFalse();
      ending = reader.ending();
    }

    assertThat(ending).isInstanceOf(Ending.TruncatedInFrame.class);
    assertThat(allocatedBytes() - before).isLessThan(1 << 20);
  }

  @Test
  void aBombStopsAtTheLimitOfBytes() throws Exception {
    byte[] frame = new HandmadeFile().hex("4602" + "017701" + "046600010000").inflated();
    HandmadeFile bomb = HandmadeFile.header(2);
    for (int i = 0; i < 10_000; i++) {
      bomb.hex(HexFormat.of().formatHex(frame)).hex("00".repeat(256));
    }
    CptvLimits limits = new CptvLimits(100_000, 1_000_000, 4096, 1 << 22, 1L << 32);

    // The header has 22 bytes, each frame 267.
    Reading reading = Reading.of(bomb.gzip(), limits);

    assertThat(reading.ending()).isInstanceOf(Ending.LimitExceeded.class);
    assertThat(reading.frames()).hasSize((100_000 - 22) / 267);
  }

  @Test
  void framesStopAtTheLimitOfFrames() throws Exception {
    byte[] file = HandmadeFile.header(2).frame(1).frame(1).frame(1).gzip();

    assertThat(Reading.of(file, new CptvLimits(1 << 20, 3, 4, 12, 1000)).ending())
        .isEqualTo(new Ending.Clean());
    assertThat(Reading.of(file, new CptvLimits(1 << 20, 2, 4, 12, 1000)).ending().code())
        .isEqualTo("limit-exceeded");
  }

  /** Three frames of 4×3 pixels. */
  @Test
  void aRecordingOfAsManyPixelsAsAllowedIsReadWhole() throws Exception {
    byte[] file = HandmadeFile.header(2).frame(1).frame(1).frame(1).gzip();

    Reading reading = Reading.of(file, new CptvLimits(1 << 20, 100, 4, 12, 36));

    assertThat(reading.ending()).isEqualTo(new Ending.Clean());
    assertThat(reading.frames()).hasSize(3);
  }

  /** The header has 22 bytes, each frame 26. */
  @Test
  void onePixelMoreThanAllowedEndsTheReadingBeforeTheFrameThatHasIt() throws Exception {
    byte[] file = HandmadeFile.header(2).frame(1).frame(1).frame(1).gzip();

    Reading reading = Reading.of(file, new CptvLimits(1 << 20, 100, 4, 12, 35));

    assertThat(reading.ending())
        .isEqualTo(new Ending.LimitExceeded(22 + 2 * 26, "35 pixels in all frames"));
    assertThat(reading.frames()).hasSize(2);
  }

  @Test
  void aGzipNameWithoutEndIsReadWithoutBeingKept() throws Exception {
    byte[] start = new HandmadeFile().hex("1f8b08080000000000ff").inflated();
    InputStream endless =
        new SequenceInputStream(HandmadeFile.stream(start), new Letters(50_000_000));
    long before = allocatedBytes();

    String code;
    try (CptvReader reader = CptvReader.open(endless)) {
      code = reader.header().toString();
    } catch (CptvException refused) {
      code = refused.code();
    }

    assertThat(code).isEqualTo("header-unreadable");
    assertThat(allocatedBytes() - before).isLessThan(1 << 20);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** So many letters. */
  private static final class Letters extends InputStream {

    private int left;

    Letters(int count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'a' : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = Math.min(length, left);
      Arrays.fill(into, from, from + count, (byte) 'a');
      left -= count;
      return count;
    }
  }
}
