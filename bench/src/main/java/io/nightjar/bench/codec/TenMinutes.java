package io.nightjar.bench.codec;

import io.nightjar.bench.RecordingFiles;
import io.nightjar.cptv.CptvLimits;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.Header;
import io.nightjar.cptv.HeaderField;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.file.CptvWriter;
import io.nightjar.cptv.file.WriterOptions;
import io.nightjar.cptv.index.FileRange;
import io.nightjar.cptv.index.IndexBuilder;
import io.nightjar.cptv.index.IndexFormat;
import io.nightjar.cptv.index.RangeSource;
import io.nightjar.cptv.index.RecordingIndex;
import io.nightjar.cptv.index.SeekableRecording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The first recording of a run, forth and back until it fills ten minutes, with its indices. */
@State(Scope.Benchmark)
public class TenMinutes {

  /** How many frames it has. */
  public static final int FRAMES = 10 * 60 * 9;

  /** A recording in a file, and its index. */
  record Indexed(Path file, RecordingIndex index) {

    SeekableRecording open() throws Exception {
      return SeekableRecording.open(new FileRange(file), index, CptvLimits.DEFAULT);
    }

    long indexBytes() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      IndexFormat.write(index, out);
      return out.size();
    }

    /** Returns the bytes that are read for a random frame, on average. */
    double bytesRead() throws Exception {
      long[] bytes = new long[1];
      RangeSource source = new Counting(new FileRange(file), count -> bytes[0] += count);
      SplittableRandom random = new SplittableRandom(6);
      int rounds = 200;
      try (SeekableRecording recording =
          SeekableRecording.open(source, index, CptvLimits.DEFAULT)) {
        Frame frame = recording.newFrame();
        for (int i = 0; i < rounds; i++) {
          recording.read(random.nextInt(recording.frames()), frame);
        }
      }
      return (double) bytes[0] / rounds;
    }
  }

  private record Counting(RangeSource source, Counter counter) implements RangeSource {

    @Override
    public long length() throws IOException {
      return source.length();
    }

    @Override
    public InputStream from(long offset) throws IOException {
      return new FilterInputStream(source.from(offset)) {
        @Override
        public int read(byte[] into, int from, int length) throws IOException {
          int count = super.read(into, from, length);
          counter.add(Math.max(0, count));
          return count;
        }
      };
    }
  }

  private interface Counter {
    void add(int count);
  }

  private @Nullable Indexed plainOrNull;
  private @Nullable Indexed seekableOrNull;

  /** Made by JMH. */
  public TenMinutes() {}

  /** As the Go recorder writes it. */
  Indexed plain() {
    return Objects.requireNonNull(plainOrNull);
  }

  /** With a restart point at every checkpoint. */
  Indexed seekable() {
    return Objects.requireNonNull(seekableOrNull);
  }

  /** Writes both files. */
  @Setup
  public void write() throws Exception {
    byte[] first = RecordingFiles.read().getFirst();
    plainOrNull = write(first, Integer.MAX_VALUE);
    seekableOrNull = write(first, IndexBuilder.DEFAULT_INTERVAL);
  }

  private static Indexed write(byte[] recording, int restartEvery) throws Exception {
    Path file = Files.createTempFile("nightjar-bench-", ".cptv");
    write(recording, restartEvery, file);
    return new Indexed(
        file,
        IndexBuilder.build(new FileRange(file), IndexBuilder.DEFAULT_INTERVAL, CptvLimits.DEFAULT));
  }

  /**
   * Writes the frames of a recording forth and back until they fill ten minutes, as the Go recorder
   * writes them.
   */
  public static void write(byte[] recording, Path file) throws Exception {
    write(recording, Integer.MAX_VALUE, file);
  }

  private static void write(byte[] recording, int restartEvery, Path file) throws Exception {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(recording))) {
      List<Frame> frames = new ArrayList<>();
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {
        if (!frame.background()) {
          frames.add(frame.copy());
        }
      }
      Header header = reader.header().toBuilder().set(HeaderField.COMPRESSION, 1).build();
      try (CptvWriter writer =
          CptvWriter.create(Files.newOutputStream(file), header, WriterOptions.GO)) {
        for (int i = 0; i < FRAMES; i++) {
          if (i > 0 && i % restartEvery == 0) {
            writer.restartPoint();
          }
          int place = i % (2 * frames.size());
          writer.write(frames.get(place < frames.size() ? place : 2 * frames.size() - 1 - place));
        }
      }
    }
  }

  /** Removes both files. */
  @TearDown
  public void remove() throws IOException {
    Files.deleteIfExists(plain().file());
    Files.deleteIfExists(seekable().file());
  }
}
