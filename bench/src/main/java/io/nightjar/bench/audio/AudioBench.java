package io.nightjar.bench.audio;

import io.nightjar.bench.Jmh;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code bench audio [--transform|--recordings|--regions FOLDER] [FILE…]}: the time of a column;
 * what recordings cost; what the length of a recording costs.
 */
public final class AudioBench {
  /** How it is called. */
  public static final String USAGE =
      "bench audio [--transform|--recordings|--regions FOLDER] [FILE…]";

  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "."));
  private static final List<String> SOUNDS = List.of("wav", "flac", "m4a", "aac", "mp3");
  private static final int RUNS = 15;
  private static final int RATE = 16_000;
  private static final int SIX_HOURS = 6 * 3600;

  private AudioBench() {}

  /**
   * Runs both, or one of them.
   *
   * @param arguments behind {@code audio}
   */
  public static void run(List<String> arguments) throws IOException, RunnerException {
    if (arguments.contains("--regions")) {
      RegionPictures.run(arguments);
      return;
    }
    if (!arguments.contains("--recordings")) {
      transform();
    }
    if (!arguments.contains("--transform")) {
      recordings(arguments.stream().filter(name -> !name.startsWith("--")).map(Path::of).toList());
      lengths();
    }
  }

  private static void transform() throws RunnerException {
    String ways = Fftw.plan(1024, 1).isPresent() ? "" : "(vector|plain|jtransforms)$";
    System.out.println("| transform | window | µs a column |\n|---|---:|---:|");
    for (RunResult result :
        Jmh.run(
            Jmh.all(TransformBenchmarks.class) + ways,
            List.of("--add-modules", "jdk.incubator.vector", "-Dnightjar.fftw=" + Fftw.LIBRARY))) {
      System.out.printf(
          Locale.ROOT,
          "| `%s` | %s | %.2f |%n",
          result.getPrimaryResult().getLabel(),
          result.getParams().getParam("window"),
          Jmh.shortest(result));
    }
  }

  private static void recordings(List<Path> named) throws IOException {
    System.out.println(
        "| recording | s | stage, ms | FFmpeg alone, ms | ratio | stage, processor ms | FFmpeg"
            + " alone, processor ms | ratio | derived ÷ raw bytes |\n"
            + "|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (Path file : named.isEmpty() ? samples() : named) {
      Recording cost = Recording.measure(file, RUNS);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f | %.2f |%n",
          file.getFileName(),
          cost.seconds(),
          cost.stage().clockMillis(),
          cost.decode().clockMillis(),
          cost.stage().clockMillis() / cost.decode().clockMillis(),
          cost.stage().processorMillis(),
          cost.decode().processorMillis(),
          cost.stage().processorMillis() / cost.decode().processorMillis(),
          (double) cost.derivedBytes() / cost.rawBytes());
    }
  }

  /** Silence, a minute and six hours of it. */
  private static void lengths() throws IOException {
    System.out.println(
        "| length, s | stage, s | processor, s | allocated, MB |\n|---:|---:|---:|---:|");
    for (int seconds : new int[] {60, SIX_HOURS}) {
      Path file = silence(seconds);
      try {
        Recording.measure(file, seconds == SIX_HOURS ? 1 : RUNS);
        Recording cost = Recording.measure(file, 1);
        System.out.printf(
            Locale.ROOT,
            "| %d | %.2f | %.2f | %.1f |%n",
            seconds,
            cost.stage().clockMillis() / 1e3,
            cost.stage().processorMillis() / 1e3,
            cost.allocatedMegabytes());
      } finally {
        Files.delete(file);
      }
    }
  }

  /** A WAV file, whose zeros take no room on most disks. */
  private static Path silence(int seconds) throws IOException {
    int bytes = 2 * RATE * seconds;
    ByteBuffer header = ByteBuffer.allocate(44).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x46464952).putInt(36 + bytes).putInt(0x45564157);
    header.putInt(0x20746d66).putInt(16).putShort((short) 1).putShort((short) 1);
    header.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
    header.putInt(0x61746164).putInt(bytes);
    Path file = Files.createTempFile("nightjar-bench", ".wav");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(header.array());
      out.setLength(44L + bytes);
    }
    return file;
  }

  private static List<Path> samples() throws IOException {
    Path real = ROOT.resolve("../shared/samples/audio").normalize();
    Path folder = Files.isDirectory(real) ? real : ROOT.resolve("fixtures/recordings");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> SOUNDS.stream().anyMatch(end -> file.toString().endsWith("." + end)))
          .sorted()
          .toList();
    }
  }
}
