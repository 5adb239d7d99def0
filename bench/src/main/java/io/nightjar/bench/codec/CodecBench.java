package io.nightjar.bench.codec;

import io.nightjar.bench.Jmh;
import io.nightjar.bench.RecordingFiles;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** {@code bench codec [--json] [FILE…]}: a line for each benchmark. */
public final class CodecBench {

  private static final String YARDSTICK = "inflateJdk";

  /** Lets the codec decode with vectors. */
  private static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  private CodecBench() {}

  /** Runs all benchmarks over the files of {@link RecordingFiles#of}. */
  public static void run(List<String> arguments) throws Exception {
    boolean json = arguments.contains("--json");
    List<String> files = RecordingFiles.of(arguments);
    Map<String, Double> nanos = measure(Jmh.all(CodecBenchmarks.class), files, VECTORS);
    measure("\\.decode$", files, List.of())
        .forEach((name, time) -> nanos.put(name + "WithoutVectors", time));
    print(nanos, amounts(files), json);
    printSeek(measure(Jmh.all(SeekBenchmarks.class), files, VECTORS), files, json);
  }

  /**
   * Returns the nanoseconds of each benchmark for all files once: the best of its iterations, which
   * other work on the machine disturbs least.
   */
  private static Map<String, Double> measure(
      String benchmarks, List<String> files, List<String> jvmOptions) throws RunnerException {
    List<String> options = new ArrayList<>(jvmOptions);
    options.add(RecordingFiles.option(files));
    options.add("--sun-misc-unsafe-memory-access=allow");
    Collection<RunResult> results = Jmh.run(benchmarks, options);
    return results.stream()
        .collect(
            Collectors.toMap(
                result -> result.getPrimaryResult().getLabel(),
                Jmh::shortest,
                (one, other) -> one,
                TreeMap::new));
  }

  /** What the files hold: frames and bytes after decompression. */
  private record Amounts(int frames, long inflated) {}

  private static Amounts amounts(List<String> files) throws Exception {
    Recordings recordings = new Recordings();
    RecordingFiles.tell(files);
    recordings.read();
    long inflated = 0;
    for (byte[] file : recordings.files) {
      inflated += OwnInflater.inflate(file);
    }
    int frames = recordings.decoded.stream().mapToInt(each -> each.frames().size()).sum();
    return new Amounts(frames, inflated);
  }

  private static void print(Map<String, Double> nanos, Amounts amounts, boolean json) {
    double yardstick = nanos.getOrDefault(YARDSTICK, Double.NaN);
    if (!json) {
      System.out.printf(
          Locale.ROOT, "%-24s %12s %10s %16s%n", "", "frames/s", "MB/s", "inflate alone=1");
    }
    nanos.forEach(
        (name, time) ->
            System.out.printf(
                Locale.ROOT,
                json
                    ? "{\"name\":\"%s\",\"framesPerSecond\":%.0f,\"megabytesPerSecond\":%.1f,\"ratioToInflate\":%.3f}%n"
                    : "%-24s %12.0f %10.1f %16.3f%n",
                name,
                amounts.frames() / (time / 1e9),
                amounts.inflated() / 1e6 / (time / 1e9),
                time / yardstick));
  }

  private static void printSeek(Map<String, Double> nanos, List<String> files, boolean json)
      throws Exception {
    TenMinutes recording = new TenMinutes();
    RecordingFiles.tell(files);
    recording.write();
    TenMinutes.Indexed plain = recording.plain();
    TenMinutes.Indexed seekable = recording.seekable();
    double fromStart = nanos.getOrDefault("seekFromStart", Double.NaN);
    double plainBytes = Files.size(plain.file());
    double seekableBytes = Files.size(seekable.file());
    if (!json) {
      System.out.printf(
          Locale.ROOT,
          "%n%-24s %12s %14s %12s %12s%n",
          "random frame of 10 min",
          "ms",
          "bytes read",
          "index÷file",
          "file÷plain");
    }
    seekLine("seek", nanos, plain.bytesRead(), plain.indexBytes() / plainBytes, 1, json);
    seekLine(
        "seekInRewrite",
        nanos,
        seekable.bytesRead(),
        seekable.indexBytes() / seekableBytes,
        seekableBytes / plainBytes,
        json);
    seekLine("seekFromStart", nanos, plainBytes / 2, 0, 1, json);
    recording.remove();
    if (!json) {
      System.out.printf(
          Locale.ROOT,
          "%nBy the index a frame is there %.0f times as fast as from the start.%n",
          fromStart / nanos.getOrDefault("seek", Double.NaN));
    }
  }

  private static void seekLine(
      String name,
      Map<String, Double> nanos,
      double bytesRead,
      double indexToFile,
      double fileToPlain,
      boolean json) {
    System.out.printf(
        Locale.ROOT,
        json
            ? "{\"name\":\"%s\",\"milliseconds\":%.3f,\"bytesRead\":%.0f,\"indexToFile\":%.4f,\"fileToPlain\":%.4f}%n"
            : "%-24s %12.2f %14.0f %12.4f %12.4f%n",
        name,
        nanos.getOrDefault(name, Double.NaN) / 1e6,
        bytesRead,
        indexToFile,
        fileToPlain);
  }
}
