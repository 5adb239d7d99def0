package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.core.StreamEnd;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.Sequences;
import io.nightjar.cptv.inflate.SequencesAhead;
import io.nightjar.cptv.inflate.TableChecksum;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A recording that two threads inflate is the one that a single thread reads, whatever happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelReadingTest {

  private static final String THREAD = "cptv-inflate";
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Long enough for dozens of blocks. */
  private byte[] file = new byte[0];

  @BeforeAll
  void write() throws IOException {
    file = TestFrames.write(TestFrames.scene(160, 120, 120, 5), WriterOptions.GO);
    assertThat(file.length).isGreaterThan(1_000_000);
  }

  /** The reader waits once, until the thread has decoded as much ahead as it may. */
  @Test
  void theSecondThreadDecodesAhead() throws Exception {
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(file));
    try (SharedInflating shared = new SharedInflating(units);
        InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      Counting counting = new Counting(shared, ParallelReadingTest::awaitThatTheThreadWaits);

      assertThat(inflated(units, counting)).isEqualTo(jdk.readAllBytes());
      assertThat(counting.given).isGreaterThanOrEqualTo(4);
      assertThat(counting.released).isEqualTo(counting.given);
    }
  }

  private static final class Counting implements SequencesAhead {

    private final SequencesAhead ahead;
    private final Runnable afterTheStart;
    private boolean started;
    private int given;
    private int inside;
    private int released;

    Counting(SequencesAhead ahead, Runnable afterTheStart) {
      this.ahead = ahead;
      this.afterTheStart = afterTheStart;
    }

    @Override
    public Optional<Sequences> startingAt(long block) {
      Optional<Sequences> part = ahead.startingAt(block);
      if (!started) {
        afterTheStart.run();
        started = true;
      }
      given += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public Optional<Sequences> insideAt(long bit) {
      Optional<Sequences> part = ahead.insideAt(bit);
      given += part.isPresent() ? 1 : 0;
      inside += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public void release(Sequences done) {
      released++;
      ahead.release(done);
    }
  }

  private static void awaitThatTheThreadWaits() {
    await(() -> threads().stream().anyMatch(ParallelReadingTest::waitsForTheReader));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time is up").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean waitsForTheReader(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(ArrayBlockingQueue.class.getName()));
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
      Counting counting = new Counting(shared, ParallelReadingTest::awaitThatTheThreadWaits);

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

  private static byte[] inflated(SourceUnits units, SequencesAhead ahead) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (GzipInflatedBytes in =
        new GzipInflatedBytes(new CompressedInput(units), new TableChecksum())) {
      in.take(ahead);
      while (in.require(1)) {
        all.write(in.buffer(), in.position(), in.available());
        in.skip(in.available());
      }
      assertThat(in.end()).isEqualTo(new StreamEnd.Complete());
      assertThat(in.firstWrongChecksum()).isEqualTo(-1);
    }
    return all.toByteArray();
  }

  /** A block without end: the thread passes it, as far as it may, and ends. */
  @Test
  void aBlockWithoutEndIsReadSoFarAhead() throws Exception {
    AtomicLong read = new AtomicLong();
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            long at = read.getAndIncrement();
            return at < FixedBlocks.HEADER.length
                ? FixedBlocks.HEADER[(int) at] & 0xFF
                : FixedBlocks.endless(at == FixedBlocks.HEADER.length);
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
      in.take(new Counting(shared, () -> await(() -> read.get() >= 16L * SourceUnits.SIZE)));
      assertThat(in.require(1)).isTrue();
    }
    awaitTheThreadsEnd();
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

  @Test
  void allOfItIsTheSame() throws Exception {
    for (WriterOptions options : List.of(WriterOptions.GO, WriterOptions.TC2)) {
      isTheSame(TestFrames.write(TestFrames.scene(160, 120, 60, 6), options));
    }
  }

  @Test
  void recordingsOfAnyLengthAreTheSame() throws Exception {
    // Around the sizes of units.
    for (int length : List.of(1, 100, 32_767, 32_768, 32_769, 131_072, 140_000, 262_144, 400_000)) {
      isTheSame(Arrays.copyOf(file, length));
    }
  }

  @Test
  void damageIsFoundAtTheSamePlace() throws Exception {
    SplittableRandom random = new SplittableRandom(14);
    for (int round = 0; round < 30; round++) {
      byte[] damaged = file.clone();
      damaged[random.nextInt(1000, file.length)] ^= (byte) (1 << random.nextInt(8));
      isTheSame(damaged);
    }
  }

  /** The last kind of block does not exist: each such start ends the recording at its byte. */
  @Test
  void brokenStartsOfBlocksAreFoundAtTheSamePlace() throws Exception {
    List<Long> starts = starts();
    assertThat(starts).hasSizeGreaterThan(30);
    for (long bit : starts) {
      byte[] damaged = file.clone();
      damaged[(int) ((bit + 1) / 8)] |= (byte) (1 << (bit + 1) % 8);
      damaged[(int) ((bit + 2) / 8)] |= (byte) (1 << (bit + 2) % 8);
      isTheSame(damaged);
    }
  }

  private List<Long> starts() throws IOException {
    List<Long> starts = new ArrayList<>();
    try (GzipInflatedBytes in =
        new GzipInflatedBytes(
            new CompressedInput(new ByteArrayInputStream(file)), new TableChecksum())) {
      in.take(
          new SequencesAhead() {
            @Override
            public Optional<Sequences> startingAt(long block) {
              starts.add(block);
              return Optional.empty();
            }

            @Override
            public Optional<Sequences> insideAt(long bit) {
              throw new AssertionError("no block was given");
            }

            @Override
            public void release(Sequences done) {
              throw new AssertionError("none was given");
            }
          });
      while (in.require(1)) {
        in.skip(in.available());
      }
    }
    return starts;
  }

  private static void isTheSame(byte[] bytes) throws IOException {
    String expected = summary(bytes, CptvReader::open);
    String found = summary(bytes, CptvReader::openParallel);
    assertThat(found).isEqualTo(expected);
  }

  private interface Opening {
    CptvReader open(InputStream in, CptvLimits limits) throws IOException, CptvException;
  }

  private static String summary(byte[] bytes, Opening opening) throws IOException {
    return summary(new ByteArrayInputStream(bytes), opening);
  }

  private static String summary(InputStream in, Opening opening) throws IOException {
    try (CptvReader reader = opening.open(in, CptvLimits.DEFAULT)) {
      Frame frame = reader.newFrame();
      PixelHash hash = new PixelHash();
      while (reader.read(frame)) {
        hash.add(frame);
      }
      return reader.frames() + " " + hash.hex() + " " + reader.ending() + reader.findings();
    } catch (CptvException refused) {
      return refused.code();
    }
  }

  /** The frames before come first, then what the source threw, at the end of a unit or not. */
  @Test
  void aSourceThatFailsIsReportedWhereItFails() throws Exception {
    for (Exception failure :
        List.of(new IOException("the disk is gone"), new UncheckedIOException(new IOException()))) {
      for (int length : List.of(20 * SourceUnits.SIZE, 700_000)) {
        int before = frames(CptvReader::open, failingAfter(length, failure), failure);
        int found = frames(CptvReader::openParallel, failingAfter(length, failure), failure);

        assertThat(before).isGreaterThan(40).isEqualTo(framesBefore(length));
        assertThat(found).isBetween(before, before + 1);
      }
    }
  }

  /** Returns how many frames there are in a file that ends there. */
  private int framesBefore(int length) throws Exception {
    InputStream cut = new ByteArrayInputStream(file, 0, length);
    try (CptvReader reader = CptvReader.open(cut, CptvLimits.DEFAULT)) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {}
      return reader.frames();
    }
  }

  private InputStream failingAfter(int length, Exception failure) {
    return new SequenceInputStream(new ByteArrayInputStream(file, 0, length), new Failing(failure));
  }

  private static final class Failing extends InputStream {

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      if (failure instanceof IOException checked) {
        throw checked;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return read();
    }
  }

  private static int frames(Opening opening, InputStream in, Exception failure) throws Exception {
    try (CptvReader reader = opening.open(in, CptvLimits.DEFAULT)) {
      Frame frame = reader.newFrame();
      assertThatThrownBy(
              () -> {
                while (reader.read(frame)) {}
              })
          .isSameAs(failure);
      return reader.frames();
    }
  }

  /** A source may give less than it is asked for, and nothing at times. */
  @Test
  void aSourceThatGivesLittleIsReadToItsEnd() throws Exception {
    byte[] part = Arrays.copyOf(file, 300_000);
    String expected = summary(part, CptvReader::open);
    InputStream hesitating =
        new ByteArrayInputStream(part) {
          private int calls;

          @Override
          public synchronized int read(byte[] into, int from, int count) {
            calls++;
            return calls % 3 == 0 ? 0 : super.read(into, from, Math.min(count, 5_000));
          }
        };

    assertThat(summary(hesitating, CptvReader::openParallel)).isEqualTo(expected);
  }

  @Test
  void anInterruptedReaderReadsOn() throws Exception {
    String expected = summary(file, CptvReader::open);
    Thread.currentThread().interrupt();

    String found = summary(file, CptvReader::openParallel);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void readingAfterClosingEnds() throws Exception {
    CptvReader reader = CptvReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT);
    Frame frame = reader.newFrame();
    reader.close();
    int frames = 0;
    while (reader.read(frame)) {
      frames++;
    }
    assertThat(frames).isBetween(1, 120);
  }

  @Test
  void closingEndsTheThread() throws Exception {
    awaitTheThreadsEnd();
    Thread own;
    try (CptvReader reader =
        CptvReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT)) {
      assertThat(reader.read(reader.newFrame())).isTrue();
      own = threads().getFirst();
    }

    assertThat(own.join(LONG)).isTrue();
  }

  private static void awaitTheThreadsEnd() throws InterruptedException {
    for (Thread thread : threads()) {
      assertThat(thread.join(LONG)).isTrue();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .toList();
  }
}
