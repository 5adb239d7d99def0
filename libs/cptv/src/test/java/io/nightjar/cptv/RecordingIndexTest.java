package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexException;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import io.nightjar.cptv.tool.FrameSelection;
import io.nightjar.cptv.tool.RecordingCopy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Any frame, read by way of the index, is the frame that reading from the start gives. */
@Tag("thorough")
class RecordingIndexTest {

  @TestFactory
  Stream<DynamicTest> framesOfRealRecordingsAreFound() {
    return Samples.recordings()
        .filter(golden -> golden.frames() > 0)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(), () -> framesAreFound(Files.readAllBytes(golden.file()), 10)));
  }

  private static void framesAreFound(byte[] file, int interval) throws Exception {
    Reading reading = Reading.of(file);
    Bytes source = new Bytes(file);
    RecordingIndex index = readAgain(IndexBuilder.build(source, interval, CptvLimits.DEFAULT));
    SplittableRandom random = new SplittableRandom(4);
    assertThat(index.frames()).isEqualTo(reading.frames().size());
    assertThat(index.header()).isEqualTo(reading.header());

    try (SeekableRecording recording = SeekableRecording.open(source, index, CptvLimits.DEFAULT)) {
      Frame frame = recording.newFrame();
      for (int i = 0; i < 12; i++) {
        int number = random.nextInt(index.frames());
        assertThat(recording.read(number, frame)).isTrue();
        assertSame(frame, reading.frames().get(number));
        if (number + 1 < index.frames()) {
          assertThat(recording.next(frame)).isTrue();
          assertSame(frame, reading.frames().get(number + 1));
        }
      }
    }
  }

  private static void assertSame(Frame actual, Frame expected) {
    assertThat(actual.number()).isEqualTo(expected.number());
    assertThat(actual.background()).isEqualTo(expected.background());
    assertThat(actual.timeOnMillis()).isEqualTo(expected.timeOnMillis());
    assertThat(actual.pixels()).isEqualTo(expected.pixels());
  }

  private final List<Frame> frames = TestFrames.scene(160, 120, 60, 11);

  @Test
  void generatedFilesOfEveryKindAreFound() throws Exception {
    for (WriterOptions options :
        List.of(WriterOptions.GO, WriterOptions.TC2, WriterOptions.PYTHON)) {
      framesAreFound(TestFrames.write(frames, options), 7);
    }
  }

  @Test
  void onlyWhatLiesBehindTheCheckpointIsRead() throws Exception {
    Bytes source = new Bytes(TestFrames.write(frames, WriterOptions.GO));
    RecordingIndex index = IndexBuilder.build(source, 10, CptvLimits.DEFAULT);
    source.read = 0;

    try (SeekableRecording recording = SeekableRecording.open(source, index, CptvLimits.DEFAULT)) {
      recording.read(50, recording.newFrame());
    }

    // A frame has about 8 KiB here; blocks of the compression start every few frames.
    assertThat(source.read).isLessThan(source.length() / 2);
  }

  @Test
  void anIndexThatIsReadForOneFrameServesThatFrameAndThoseBehindIt() throws Exception {
    Bytes source = new Bytes(TestFrames.write(frames, WriterOptions.GO));
    byte[] whole = bytes(IndexBuilder.build(source, 10, CptvLimits.DEFAULT));

    RecordingIndex index =
        IndexFormat.readFor(25, new ByteArrayInputStream(whole), CptvLimits.DEFAULT);

    assertThat(index.size()).isEqualTo(1);
    assertThat(index.frames()).isEqualTo(60);
    assertThat(index.startFor(25)).isEqualTo(20);
    try (SeekableRecording recording = SeekableRecording.open(source, index, CptvLimits.DEFAULT)) {
      Frame frame = recording.newFrame();
      for (int number : List.of(20, 25, 59)) {
        assertThat(recording.read(number, frame)).isTrue();
        assertThat(frame.pixels()).isEqualTo(frames.get(number).pixels());
      }
      assertThatThrownBy(() -> recording.read(19, frame))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void anIndexThatIsReadForSeveralFramesKeepsWhatTheyNeed() throws Exception {
    Bytes source = new Bytes(TestFrames.write(frames, WriterOptions.GO));
    byte[] whole = bytes(IndexBuilder.build(source, 10, CptvLimits.DEFAULT));

    RecordingIndex index =
        IndexFormat.readFor(
            new TreeSet<>(List.of(12, 18, 30, 45)),
            new ByteArrayInputStream(whole),
            CptvLimits.DEFAULT);

    assertThat(index.size()).isEqualTo(3);
    assertThat(List.of(index.startFor(12), index.startFor(18))).containsExactly(10, 10);
    assertThat(List.of(index.startFor(30), index.startFor(45))).containsExactly(30, 40);
    assertThatThrownBy(() -> index.startFor(9)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aSeekableRewriteNeedsNoWindowsAndHoldsTheSameFrames() throws Exception {
    byte[] plain = TestFrames.write(frames, WriterOptions.GO);
    byte[] seekable = seekable(plain, 10);

    RecordingIndex plainIndex = IndexBuilder.build(new Bytes(plain), 10, CptvLimits.DEFAULT);
    RecordingIndex seekableIndex = IndexBuilder.build(new Bytes(seekable), 10, CptvLimits.DEFAULT);

    assertThat(Reading.of(seekable).frames())
        .extracting(Frame::pixels)
        .usingElementComparator(Arrays::compare)
        .containsExactlyElementsOf(frames.stream().map(Frame::pixels).toList());
    assertThat(seekable.length).isLessThan(plain.length + plain.length / 20);
    assertThat(bytes(seekableIndex).length).isLessThan(bytes(plainIndex).length / 2);
    framesAreFound(seekable, 10);
  }

  @Test
  void ofADamagedRecordingTheFramesBeforeTheDamageAreFound() throws Exception {
    byte[] whole = TestFrames.write(frames, WriterOptions.GO);

    framesAreFound(Arrays.copyOf(whole, whole.length / 2), 5);
  }

  @Test
  void anIndexOfAnotherFileIsRefused() throws Exception {
    byte[] file = TestFrames.write(frames, WriterOptions.GO);
    RecordingIndex index = IndexBuilder.build(new Bytes(file), 10, CptvLimits.DEFAULT);
    Bytes other = new Bytes(Arrays.copyOf(file, file.length - 1));

    assertThatThrownBy(() -> SeekableRecording.open(other, index, CptvLimits.DEFAULT))
        .isInstanceOf(IndexException.class);
  }

  @Test
  void aDamagedIndexIsRefused() throws Exception {
    byte[] file = TestFrames.write(TestFrames.scene(8, 6, 5, 1), WriterOptions.GO);
    byte[] index = bytes(IndexBuilder.build(new Bytes(file), 2, CptvLimits.DEFAULT));
    for (int bit = 0; bit < 8 * index.length; bit++) {
      byte[] flipped = index.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(flipped);
    }
    for (int length = 0; length < index.length; length++) {
      assertRefused(Arrays.copyOf(index, length));
    }
  }

  private static void assertRefused(byte[] index) {
    assertThatThrownBy(() -> IndexFormat.read(new ByteArrayInputStream(index), CptvLimits.DEFAULT))
        .isInstanceOf(IndexException.class);
    assertThatThrownBy(
            () -> IndexFormat.readFor(3, new ByteArrayInputStream(index), CptvLimits.DEFAULT))
        .isInstanceOf(IndexException.class);
  }

  private static byte[] seekable(byte[] file, int every) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(file))) {
      RecordingCopy.copy(reader, out, new FrameSelection.All(), WriterOptions.GO, every);
    }
    return out.toByteArray();
  }

  private static RecordingIndex readAgain(RecordingIndex index) throws Exception {
    return IndexFormat.read(new ByteArrayInputStream(bytes(index)), CptvLimits.DEFAULT);
  }

  private static byte[] bytes(RecordingIndex index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    IndexFormat.write(index, out);
    return out.toByteArray();
  }

  /** A file in memory that counts what is read of it. */
  private static final class Bytes implements RangeSource {

    private final byte[] bytes;
    private long read;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public InputStream from(long offset) {
      return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset) {
        @Override
        public synchronized int read(byte[] into, int from, int length) {
          int count = super.read(into, from, length);
          Bytes.this.read += Math.max(0, count);
          return count;
        }
      };
    }
  }
}
