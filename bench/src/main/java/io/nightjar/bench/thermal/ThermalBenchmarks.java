package io.nightjar.bench.thermal;

import io.nightjar.bench.RecordingFiles;
import io.nightjar.cptv.Frame;
import io.nightjar.cptv.file.CptvReader;
import io.nightjar.cptv.index.IndexPace;
import io.nightjar.thermal.decode.ThermalParameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Each benchmark goes through all recordings once, from memory; what the stage makes goes into
 * files. Without vectors, as the services decode.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Thread)
public class ThermalBenchmarks {

  private static final Optional<IndexPace> INDEX = ThermalPass.WHOLE.index();

  private List<byte[]> files = List.of();
  private Path scratch = Path.of("");

  /** Made by JMH. */
  public ThermalBenchmarks() {}

  /** Reads the files. */
  @Setup
  public void read() throws IOException {
    files = RecordingFiles.read();
    scratch = Files.createTempDirectory("nightjar-bench");
  }

  /** Removes what was made. */
  @TearDown
  public void clear() throws IOException {
    try (Stream<Path> all = Files.list(scratch)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(scratch);
  }

  /** The bare decoding. */
  @Benchmark
  public long decode() throws Exception {
    long frames = 0;
    for (byte[] file : files) {
      try (CptvReader reader = CptvReader.open(new ByteArrayInputStream(file))) {
        Frame frame = reader.newFrame();
        while (reader.read(frame)) {}
        frames += reader.frames();
      }
    }
    return frames;
  }

  /** {@code metadata.json} alone. */
  @Benchmark
  public long metadata() throws Exception {
    return make(new ThermalParameters(false, Optional.empty(), Optional.empty()));
  }

  /** With {@code telemetry.json}. */
  @Benchmark
  public long metadataTelemetry() throws Exception {
    return make(new ThermalParameters(true, Optional.empty(), Optional.empty()));
  }

  /** With {@code recording.idx}. */
  @Benchmark
  public long metadataIndex() throws Exception {
    return make(new ThermalParameters(false, INDEX, Optional.empty()));
  }

  /** With both. */
  @Benchmark
  public long metadataTelemetryIndex() throws Exception {
    return make(new ThermalParameters(true, INDEX, Optional.empty()));
  }

  /** With {@code tracks.json} as well: all that the stage makes. */
  @Benchmark
  public long whole() throws Exception {
    return make(ThermalPass.WHOLE);
  }

  private long make(ThermalParameters parameters) throws Exception {
    long frames = 0;
    for (byte[] file : files) {
      frames += ThermalPass.run(parameters, new ByteArrayInputStream(file), file.length, scratch);
    }
    return frames;
  }
}
