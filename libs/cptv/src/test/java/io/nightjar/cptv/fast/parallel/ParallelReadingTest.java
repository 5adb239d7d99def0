package io.nightjar.cptv.fast.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.CptvException;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.PixelHash;
import io.nightjar.cptv.Reading;
import io.nightjar.cptv.TestFrames;
import io.nightjar.cptv.fast.FastReader;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.inflate.BlockPart;
import io.nightjar.cptv.inflate.BlocksAhead;
import io.nightjar.cptv.inflate.CompressedInput;
import io.nightjar.cptv.inflate.GzipInflatedBytes;
import io.nightjar.cptv.inflate.TableChecksum;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A recording that two threads inflate is the one that a single thread reads, whatever happens. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParallelReadingTest {

  /** Long enough for dozens of blocks. */
  private byte[] file = new byte[0];

  @BeforeAll
  void write() throws IOException {
    file = TestFrames.write(TestFrames.scene(160, 120, 120, 5), WriterOptions.GO);
    assertThat(file.length).isGreaterThan(1_000_000);
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
          new BlocksAhead() {
            @Override
            public Optional<BlockPart> startingAt(long block) {
              starts.add(block);
              return Optional.empty();
            }

            @Override
            public Optional<BlockPart> insideAt(long bit) {
              throw new AssertionError("no block was given");
            }

            @Override
            public void release(BlockPart done) {
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
    String found = summary(bytes, FastReader::openParallel);
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
        int framesBefore = Reading.of(Arrays.copyOf(file, length)).frames().size();
        int before = frames(CptvReader::open, failingAfter(length, failure), failure);
        int found = frames(FastReader::openParallel, failingAfter(length, failure), failure);

        assertThat(before).isGreaterThan(40).isEqualTo(framesBefore);
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

    assertThat(summary(hesitating, FastReader::openParallel)).isEqualTo(expected);
  }

  @Test
  void anInterruptedReaderReadsOn() throws Exception {
    String expected = summary(file, CptvReader::open);
    Thread.currentThread().interrupt();

    String found = summary(file, FastReader::openParallel);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void readingAfterClosingEnds() throws Exception {
    CptvReader reader = FastReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT);
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
    InflatingThreads.awaitEnd();
    Thread own;
    try (CptvReader reader =
        FastReader.openParallel(new ByteArrayInputStream(file), CptvLimits.DEFAULT)) {
      assertThat(reader.read(reader.newFrame())).isTrue();
      own = InflatingThreads.all().getFirst();
    }

    assertThat(own.join(InflatingThreads.LONG)).isTrue();
  }
}
