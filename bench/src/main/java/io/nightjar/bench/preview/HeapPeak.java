package io.nightjar.bench.preview;

import io.nightjar.bench.thermal.ThermalPass;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * How much heap a stage takes for a recording in a file, in a virtual machine of its own: with 64
 * MiB, of which the young generation, where garbage gathers, has 4.
 *
 * @param asked what the stage asked for, in bytes
 * @param before what was used before, in bytes, all classes loaded
 * @param peak the most that was used meanwhile, garbage included
 */
record HeapPeak(long asked, long before, long peak) {

  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx64m", "-Xmn4m");

  /** What works on a recording. */
  enum Stage {
    /** One pass, all artefacts. */
    THERMAL,
    /** With the pass that finds the contrast. */
    PREVIEW
  }

  /** Measures in a virtual machine of its own, which goes through {@code warming} first. */
  static HeapPeak of(Stage stage, Path warming, Path recording)
      throws IOException, InterruptedException {
    List<String> start =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"));
    List<String> arguments =
        List.of(HeapPeak.class.getName(), stage.name(), warming.toString(), recording.toString());
    Process process =
        new ProcessBuilder(
                List.of(start, OPTIONS, arguments).stream().flatMap(List::stream).toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String[] said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
            .strip()
            .split(" ", -1);
    if (process.waitFor() != 0) {
      throw new IOException("no measurement of " + recording);
    }
    return new HeapPeak(Long.parseLong(said[0]), Long.parseLong(said[1]), Long.parseLong(said[2]));
  }

  /** Stage, recording to go through first, recording; prints what {@link #of} reads. */
  public static void main(String[] arguments) throws Exception {
    Stage stage = Stage.valueOf(arguments[0]);
    Path scratch = Files.createTempDirectory("nightjar-bench");
    try {
      work(stage, Path.of(arguments[1]), scratch);
      List<MemoryPoolMXBean> pools =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getType() == MemoryType.HEAP)
              .toList();
      ManagementFactory.getMemoryMXBean().gc();
      pools.forEach(MemoryPoolMXBean::resetPeakUsage);
      long before = sum(pools, pool -> pool.getUsage().getUsed());
      long asked = work(stage, Path.of(arguments[2]), scratch);
      long peak = sum(pools, pool -> pool.getPeakUsage().getUsed());
      System.out.println(asked + " " + before + " " + peak);
    } finally {
      ScratchFolder.remove(scratch);
    }
  }

  private static long work(Stage stage, Path recording, Path scratch) throws Exception {
    AtomicLong asked = new AtomicLong();
    long length = Files.size(recording);
    switch (stage) {
      case THERMAL -> {
        InputStream in = Files.newInputStream(recording);
        ThermalPass.run(ThermalPass.WHOLE, in, length, scratch, asked::set);
      }
      case PREVIEW -> {
        VideoEncoder encoder =
            new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
        new Previews(() -> Files.newInputStream(recording), length, scratch.resolve("preview.mp4"))
            .render(encoder::encodeMp4, Optional.empty(), asked::set);
      }
    }
    return asked.get();
  }

  private static long sum(List<MemoryPoolMXBean> pools, ToLongFunction<MemoryPoolMXBean> used) {
    return pools.stream().mapToLong(used).sum();
  }
}
