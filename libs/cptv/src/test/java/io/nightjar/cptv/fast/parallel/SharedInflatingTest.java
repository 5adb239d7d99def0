package io.nightjar.cptv.fast.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.Drained;
import io.nightjar.cptv.FixedBlocks;
import io.nightjar.cptv.GzipFrame;
import io.nightjar.cptv.TestFrames;
import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.inflate.BlockPart;
import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.TableChecksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Two threads inflate any stream to the same bytes, and read no farther ahead than they may. */
class SharedInflatingTest {

  /** The reader waits once, until the thread has decoded as much ahead as it may. */
  @Test
  void theSecondThreadDecodesAhead() throws Exception {
    byte[] file = TestFrames.write(TestFrames.scene(160, 120, 120, 5), WriterOptions.GO);
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(file));
    try (SharedInflating shared = new SharedInflating(units);
        InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      Counting counting = new Counting(shared, InflatingThreads::awaitThatOneWaits);

      assertThat(inflated(units, counting)).isEqualTo(jdk.readAllBytes());
      assertThat(counting.given).isGreaterThanOrEqualTo(4);
      assertThat(counting.released).isEqualTo(counting.given);
    }
  }

  private static final class Counting implements BlocksAhead {

    private final BlocksAhead ahead;
    private final Runnable afterTheStart;
    private boolean started;
    private int given;
    private int inside;
    private int released;

    Counting(BlocksAhead ahead, Runnable afterTheStart) {
      this.ahead = ahead;
      this.afterTheStart = afterTheStart;
    }

    @Override
    public Optional<BlockPart> startingAt(long block) {
      Optional<BlockPart> part = ahead.startingAt(block);
      if (!started) {
        afterTheStart.run();
        started = true;
      }
      given += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public Optional<BlockPart> insideAt(long bit) {
      Optional<BlockPart> part = ahead.insideAt(bit);
      given += part.isPresent() ? 1 : 0;
      inside += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public void release(BlockPart done) {
      released++;
      ahead.release(done);
    }
  }

  /** Each flush adds an empty stored block, where the thread ends. */
  @Test
  void shortBlocksOfAllKindsGiveTheSameBytes() throws Exception {
    SplittableRandom random = new SplittableRandom(16);
    byte[] data = new byte[2_000_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) Math.min(random.nextInt(64), random.nextInt(64));
    }
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip, 512, true)) {
      for (int at = 0; at < data.length; ) {
        int count = Math.min(data.length - at, 1 + random.nextInt(4_000));
        out.write(data, at, count);
        at += count;
        if (random.nextBoolean()) {
          out.flush();
        }
      }
    }

    assertThat(inflated(gzip.toByteArray())).isEqualTo(data);
  }

  /** What is passed is read by one thread. */
  @Test
  void aSingleBlockGivesTheSameBytes() throws Exception {
    byte[] data = letters(1_500_000);

    assertThat(inflated(FixedBlocks.file(data, data.length))).isEqualTo(data);
  }

  /** Blocks that are longer than a part are put together from several. */
  @Test
  void longBlocksGiveTheSameBytes() throws Exception {
    byte[] data = letters(1_500_000);
    byte[] file = FixedBlocks.file(data, 50_000);
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(file));
    try (SharedInflating shared = new SharedInflating(units)) {
      Counting counting = new Counting(shared, InflatingThreads::awaitThatOneWaits);

      assertThat(inflated(units, counting)).isEqualTo(data);
      assertThat(counting.inside).isPositive();
      assertThat(counting.released).isEqualTo(counting.given);
    }
  }

  private static byte[] letters(int count) {
    SplittableRandom random = new SplittableRandom(17);
    byte[] data = new byte[count];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) ('a' + random.nextInt(26));
    }
    return data;
  }

  private static byte[] inflated(byte[] gzip) throws IOException {
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(gzip));
    try (SharedInflating shared = new SharedInflating(units)) {
      return inflated(units, shared);
    }
  }

  private static byte[] inflated(SourceUnits units, BlocksAhead ahead) throws IOException {
    try (GzipInflatedBytes in =
        new GzipInflatedBytes(new CompressedInput(units), new TableChecksum())) {
      in.take(ahead);
      Drained drained = Drained.of(in);
      assertThat(drained.end()).isEqualTo(new StreamEnd.Complete());
      assertThat(drained.wrongChecksum()).isEqualTo(-1);
      return drained.bytes();
    }
  }

  /** A block without end: the thread passes it, as far as it may, and ends. */
  @Test
  void aBlockWithoutEndIsReadSoFarAhead() throws Exception {
    AtomicLong read = new AtomicLong();
    byte[] header = GzipFrame.header();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            long at = read.getAndIncrement();
            return at < header.length
                ? header[(int) at] & 0xFF
                : FixedBlocks.endless(at == header.length);
          }

          @Override
          public int read(byte[] into, int from, int count) {
            for (int i = 0; i < count; i++) {
              into[from + i] = (byte) read();
            }
            return count;
          }
        };
    SourceUnits units = new SourceUnits(endless);
    try (SharedInflating shared = new SharedInflating(units)) {
      GzipInflatedBytes in = new GzipInflatedBytes(new CompressedInput(units), new TableChecksum());
      in.take(
          new Counting(
              shared, () -> InflatingThreads.await(() -> read.get() >= 16L * SourceUnits.SIZE)));
      assertThat(in.require(1)).isTrue();
    }
    InflatingThreads.awaitEnd();
    assertThat(read.get()).isLessThanOrEqualTo(24L * SourceUnits.SIZE);
  }

  /** However long a block is that the thread passes, the source is read so far ahead, not more. */
  @Test
  void whoReadsAheadComesToAnEndUntilTheStreamGoesOn() throws Exception {
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(new byte[100 * SourceUnits.SIZE]));

    try (InputStream ahead = units.ahead(0)) {
      assertThat(ahead.readAllBytes()).hasSize(16 * SourceUnits.SIZE);
      units.skipNBytes(2 * SourceUnits.SIZE + 1);
      assertThat(ahead.readAllBytes()).hasSize(2 * SourceUnits.SIZE);
    }
  }
}
