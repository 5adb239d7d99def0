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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A recording that two threads inflate is the one that a single thread reads, whatever happens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelReadingTest {

  private static final String THREAD = "cptv-inflate";
  private static final byte[] GZIP = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0};
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
        GzipInflatedBytes in =
            new GzipInflatedBytes(new CompressedInput(units), new TableChecksum());
        InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      Counting counting = new Counting(shared);
      in.take(counting);
      while (in.require(1)) {
        int count = in.available();
        assertThat(Arrays.equals(in.peek(count), jdk.readNBytes(count))).isTrue();
        in.skip(count);
      }
      assertThat(jdk.read()).isEqualTo(-1);
      assertThat(in.firstWrongChecksum()).isEqualTo(-1);
      assertThat(counting.given).isGreaterThanOrEqualTo(4);
      assertThat(counting.released).isEqualTo(counting.given);
    }
  }

  private static final class Counting implements SequencesAhead {

    private final SequencesAhead ahead;
    private boolean started;
    private int given;
    private int released;

    Counting(SequencesAhead ahead) {
      this.ahead = ahead;
    }

    @Override
    public Optional<Sequences> startingAt(long block) {
      Optional<Sequences> part = ahead.startingAt(block);
      if (!started) {
        awaitThatTheThreadWaits();
        started = true;
      }
      given += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public Optional<Sequences> insideAt(long bit) {
      Optional<Sequences> part = ahead.insideAt(bit);
      given += part.isPresent() ? 1 : 0;
      return part;
    }

    @Override
    public void release(Sequences done) {
      released++;
      ahead.release(done);
    }
  }

  private static void awaitThatTheThreadWaits() {
    while (threads().stream().noneMatch(ParallelReadingTest::waitsForTheReader)) {
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

  /** A block that never ends is read by one thread, while the other one passes it. */
  @Test
  void aSingleBlockGivesTheSameBytes() throws Exception {
    byte[] data = new byte[1_500_000];
    new SplittableRandom(17).nextBytes(data);
    for (int i = 0; i < data.length; i++) {
      data[i] &= 0x7F;
    }

    assertThat(inflated(inOneBlock(data))).isEqualTo(data);
  }

  /** Writes literals 0…127 in one block with fixed codes: 8 bits, 48 plus the literal. */
  private static byte[] inOneBlock(byte[] literals) {
    byte[] file = Arrays.copyOf(GZIP, GZIP.length + literals.length + 10);
    // The last block, with fixed codes: the bits 1, 1, 0. All codes stand 3 bits further up.
    int held = 0b011;
    int at = GZIP.length;
    for (byte literal : literals) {
      held |= Integer.reverse(48 + literal) >>> 24 << 3;
      file[at++] = (byte) held;
      held >>>= 8;
    }
    // The end of the block, seven bits 0.
    file[at] = (byte) held;
    CRC32 crc = new CRC32();
    crc.update(literals);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(file.length - 8, (int) crc.getValue())
        .putInt(file.length - 4, literals.length);
    return file;
  }

  private static byte[] inflated(byte[] gzip) throws IOException {
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(gzip));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (SharedInflating shared = new SharedInflating(units);
        GzipInflatedBytes in =
            new GzipInflatedBytes(new CompressedInput(units), new TableChecksum())) {
      in.take(shared);
      while (in.require(1)) {
        all.write(in.buffer(), in.position(), in.available());
        in.skip(in.available());
      }
      assertThat(in.end()).isEqualTo(new StreamEnd.Complete());
      assertThat(in.firstWrongChecksum()).isEqualTo(-1);
    }
    return all.toByteArray();
  }

  /** However long a block is that the thread passes, the source is read so far ahead, not more. */
  @Test
  void whoReadsAheadComesToAnEndUntilTheStreamGoesOn() throws Exception {
    SourceUnits units = new SourceUnits(new ByteArrayInputStream(new byte[100 * SourceUnits.SIZE]));

    try (InputStream ahead = units.ahead(0)) {
      assertThat(ahead.readAllBytes()).hasSize(17 * SourceUnits.SIZE);
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

        assertThat(before).isGreaterThan(40);
        assertThat(found).isBetween(before, before + 1);
      }
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
    for (Thread other : threads()) {
      assertThat(other.join(LONG)).isTrue();
    }
    Thread own;
    try (CptvReader reader =
        CptvReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT)) {
      assertThat(reader.read(reader.newFrame())).isTrue();
      own = threads().getFirst();
    }

    assertThat(own.join(LONG)).isTrue();
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(THREAD))
        .toList();
  }
}
