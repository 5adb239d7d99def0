package io.nightjar.bench.codec;

import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.SeekableRecording;
import java.nio.file.Files;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A random frame of a recording of ten minutes, from a file. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
@State(Scope.Thread)
public class SeekBenchmarks {

  private final SplittableRandom random = new SplittableRandom(5);

  /** Made by JMH. */
  public SeekBenchmarks() {}

  /** By the index of the recording as a camera writes it. */
  @Benchmark
  public int seek(TenMinutes recording) throws Exception {
    return seek(recording.plain());
  }

  /** By the index of its seekable rewrite. */
  @Benchmark
  public int seekInRewrite(TenMinutes recording) throws Exception {
    return seek(recording.seekable());
  }

  private int seek(TenMinutes.Indexed indexed) throws Exception {
    try (SeekableRecording recording = indexed.open()) {
      Frame frame = recording.newFrame();
      recording.read(random.nextInt(recording.frames()), frame);
      return frame.number();
    }
  }

  /** Without an index: from the start to the frame. */
  @Benchmark
  public int seekFromStart(TenMinutes recording) throws Exception {
    int number = random.nextInt(recording.plain().index().frames());
    try (CptvReader reader = CptvReader.open(Files.newInputStream(recording.plain().file()))) {
      Frame frame = reader.newFrame();
      boolean more = reader.read(frame);
      while (more && frame.number() < number) {
        more = reader.read(frame);
      }
      return frame.number();
    }
  }
}
