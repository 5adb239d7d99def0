package io.nightjar.cptv;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.FileRange;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.cptv.index.IndexingReader;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is indexed while it is read can be read from any frame on, and the file was read once. */
class IndexingReaderTest {

  private static final IndexPace OFTEN = new IndexPace(7, 1);

  private final List<Frame> frames = TestFrames.scene(160, 120, 60, 11);

  @TempDir private Path folder;

  @Test
  void everyFrameOfFilesOfEveryKindIsFound() throws Exception {
    for (WriterOptions options :
        List.of(WriterOptions.GO, WriterOptions.TC2, WriterOptions.PYTHON)) {
      byte[] file = TestFrames.write(frames, options);

      RecordingIndex index = index(file, OFTEN, 1);

      assertThat(index.size()).isGreaterThan(4);
      assertFramesAreFound(file, index);
    }
  }

  @TestFactory
  Stream<DynamicTest> framesOfRealRecordingsAreFound() {
    return Samples.recordings()
        .filter(golden -> golden.frames() > 0)
        .map(
            golden ->
                DynamicTest.dynamicTest(
                    golden.name(),
                    () -> {
                      byte[] file = Files.readAllBytes(golden.file());
                      RecordingIndex index = index(file, IndexPace.DEFAULT, 1);
                      assertThat(index.frames()).isEqualTo(golden.frames());
                      assertFramesAreFound(file, index);
                    }));
  }

  /** A caller that compares each frame with the one before has two, in turns. */
  @Test
  void framesMayBeReadInTurns() throws Exception {
    byte[] file = TestFrames.write(frames, WriterOptions.GO);

    RecordingIndex index = index(file, OFTEN, 2);

    assertFramesAreFound(file, index);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.5, 0.98})
  void ofADamagedRecordingTheReadableFramesAreFound(double part) throws Exception {
    byte[] whole = TestFrames.write(frames, WriterOptions.GO);
    byte[] file = Arrays.copyOf(whole, (int) (part * whole.length));

    RecordingIndex index = index(file, OFTEN, 1);

    assertThat(index.frames()).isEqualTo(Reading.of(file).frames().size()).isLessThan(60);
    assertFramesAreFound(file, index);
  }

  @Test
  void checkpointsTakeNoLargerShareOfTheFileThanTheyMay() throws Exception {
    byte[] file = TestFrames.write(frames, WriterOptions.GO);

    for (int share : List.of(2, 4, 8)) {
      Path written = write(file, new IndexPace(1, share), 1);

      assertThat(Files.size(written)).isBetween(1L, file.length / share + 1_000L);
    }
  }

  @Test
  void theFileIsReadOnceFromItsFirstByteToItsLast() throws Exception {
    byte[] file = TestFrames.write(frames, WriterOptions.GO);
    Counted counted = new Counted(file);

    try (IndexingReader reader = open(counted, OFTEN)) {
      Frame frame = reader.recording().newFrame();
      while (reader.read(frame)) {
        assertThat(frame.pixels()).isEqualTo(frames.get(frame.number()).pixels());
      }
      reader.write(file.length, new ByteArrayOutputStream());
    }

    assertThat(counted.read).isEqualTo(file.length);
    assertThat(counted.closed).isTrue();
  }

  private void assertFramesAreFound(byte[] file, RecordingIndex index) throws Exception {
    List<Frame> expected = Reading.of(file).frames();
    Path recording = Files.write(folder.resolve("recording.cptv"), file);
    try (SeekableRecording seekable =
        SeekableRecording.open(new FileRange(recording), index, CptvLimits.DEFAULT)) {
      Frame frame = seekable.newFrame();
      for (int number = expected.size() - 1; number >= 0; number -= 1 + expected.size() / 40) {
        assertThat(seekable.read(number, frame)).isTrue();
        assertThat(frame.number()).isEqualTo(number);
        assertThat(frame.pixels()).isEqualTo(expected.get(number).pixels());
      }
    }
  }

  private RecordingIndex index(byte[] file, IndexPace pace, int buffers) throws Exception {
    try (InputStream written = Files.newInputStream(write(file, pace, buffers))) {
      return IndexFormat.read(written, CptvLimits.DEFAULT);
    }
  }

  private Path write(byte[] file, IndexPace pace, int buffers) throws Exception {
    Path index = folder.resolve("recording.idx");
    try (IndexingReader reader = open(new ByteArrayInputStream(file), pace)) {
      Frame[] into =
          Stream.generate(reader.recording()::newFrame).limit(buffers).toArray(Frame[]::new);
      int turn = 0;
      while (reader.read(into[turn++ % buffers])) {
        assertThat(reader.recording().frames()).isEqualTo(turn);
      }
      try (var out = Files.newOutputStream(index)) {
        reader.write(file.length, out);
      }
    }
    return index;
  }

  private IndexingReader open(InputStream in, IndexPace pace) throws Exception {
    return IndexingReader.open(in, CptvLimits.DEFAULT, pace, folder.resolve("checkpoints"));
  }

  /** Bytes that count how many of them were read. */
  private static final class Counted extends FilterInputStream {
    private long read;
    private boolean closed;

    Counted(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int count = super.read(into, from, length);
      read += Math.max(0, count);
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
