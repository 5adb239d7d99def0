package io.nightjar.bench.tracks;

import io.nightjar.bench.tracks.SceneFrames.Drawn;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.motion.MotionTracker;
import io.nightjar.motion.TrackLimits;
import java.io.ByteArrayInputStream;
import java.util.List;
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

/** Each benchmark handles all scenes once. */
@BenchmarkMode(Mode.AverageTime)
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
    int tracks = 0;
    for (List<Drawn> scene : frames.scenes) {
      MotionTracker tracker = new MotionTracker(frames.width, frames.height, TrackLimits.DEFAULT);
      for (Drawn frame : scene) {
        tracker.look(frame.pixels, frame.millis, frame.sinceCorrection);
      }
      tracks += tracker.finish().size();
    }
    return tracks;
  }

  /** The bare decoding of the same frames, without vectors. */
  @Benchmark
  public int decode(SceneFrames frames) throws Exception {
    int count = 0;
    for (byte[] recording : frames.recordings) {
      try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(recording))) {
        Frame frame = reader.newFrame();
        while (reader.read(frame)) {
          count++;
        }
      }
    }
    return count;
  }
}
