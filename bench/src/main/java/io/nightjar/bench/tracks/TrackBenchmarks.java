package io.nightjar.bench.tracks;

import io.nightjar.bench.tracks.SceneFrames.Drawn;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.motion.MotionTracker;
import io.nightjar.motion.TrackLimits;
import java.io.ByteArrayInputStream;
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

/** Each benchmark handles a scene of 200 frames; single times, as other work disturbs most. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 8, time = 1)
@State(Scope.Thread)
public class TrackBenchmarks {

  /** Made by JMH. */
  public TrackBenchmarks() {}

  /** Finds and follows, frames given. */
  @Benchmark
  public int follow(SceneFrames frames) {
    MotionTracker tracker = new MotionTracker(frames.width, frames.height, TrackLimits.DEFAULT);
    for (Drawn frame : frames.drawn) {
      tracker.look(frame.pixels, frame.millis, frame.sinceCorrection);
    }
    return tracker.finish().size();
  }

  /** The bare decoding of the same frames, without vectors. */
  @Benchmark
  public int decode(SceneFrames frames) throws Exception {
    try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(frames.recording))) {
      Frame frame = reader.newFrame();
      while (reader.read(frame)) {}
      return reader.frames();
    }
  }
}
