package io.nightjar.bench.preview;

import io.nightjar.bench.Pace;
import io.nightjar.bench.RecordingFiles;
import io.nightjar.bench.codec.TenMinutes;
import io.nightjar.bench.thermal.ThermalPass;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.VideoEncoder;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code bench preview [--json] [FILE…]}: what previews take beside the bare encoder, the heap of
 * ten minutes, and how many recordings a second the thermal service works off.
 */
public final class PreviewBench {

  /** How it is called. */
  public static final String USAGE = "bench preview [--json] [FILE…]";

  /** The first rounds are slow: Java compiles what it runs. The least of all counts. */
  private static final int ROUNDS = 6;

  private static final int MOST_THREADS = 2;

  private final List<Path> files;
  private final Path scratch;

  private PreviewBench(List<Path> files, Path scratch) {
    this.files = files;
    this.scratch = scratch;
  }

  /** Runs all ways over the files of {@link RecordingFiles#of}, in turn. */
  public static void run(List<String> arguments) throws Exception {
    List<Path> files = RecordingFiles.of(arguments).stream().map(Path::of).toList();
    Path scratch = Files.createTempDirectory("nightjar-bench");
    try {
      Report report = new PreviewBench(files, scratch).measured();
      System.out.print(arguments.contains("--json") ? report.jsonLines() : report.tables());
    } finally {
      ScratchFolder.remove(scratch);
    }
  }

  private Report measured() throws Exception {
    List<Report.Line> lines = new ArrayList<>();
    for (Path file : files) {
      lines.add(line(file));
    }
    if (lines.size() > 1) {
      lines.add(sum(lines));
    }
    return new Report(lines, heaps(lines.getFirst().frames()), paces());
  }

  private Report.Line line(Path file) throws Exception {
    PreviewWays ways = new PreviewWays(Files.readAllBytes(file), scratch);
    Map<String, Cost.Work> works = new LinkedHashMap<>();
    works.put("decode", ways::decode);
    works.put("draw", ways::draw);
    works.put("encode", ways::encode);
    works.put("preview", ways::preview);
    works.put("previewAndContrast", ways::previewAndContrast);
    Map<String, Cost> costs = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Cost.Work> work : works.entrySet()) {
        costs.merge(work.getKey(), Cost.of(work.getValue()), Cost::least);
      }
    }
    return new Report.Line(String.valueOf(file.getFileName()), ways.facts().frames(), costs);
  }

  private static Report.Line sum(List<Report.Line> lines) {
    Map<String, Cost> all = new LinkedHashMap<>();
    for (Report.Line line : lines) {
      line.costs().forEach((way, cost) -> all.merge(way, cost, Cost::plus));
    }
    return new Report.Line("all", lines.stream().mapToInt(Report.Line::frames).sum(), all);
  }

  private List<Report.Heap> heaps(int frames) throws Exception {
    Path first = files.getFirst();
    Path tenMinutes = scratch.resolve("ten-minutes.cptv");
    TenMinutes.write(Files.readAllBytes(first), tenMinutes);
    List<Report.Heap> heaps = new ArrayList<>();
    for (HeapPeak.Stage stage : HeapPeak.Stage.values()) {
      heaps.add(new Report.Heap(stage, frames, HeapPeak.of(stage, first, first)));
      heaps.add(new Report.Heap(stage, TenMinutes.FRAMES, HeapPeak.of(stage, first, tenMinutes)));
    }
    return heaps;
  }

  private List<Report.Pace> paces() throws Exception {
    List<byte[]> recordings = new ArrayList<>();
    for (Path file : files) {
      recordings.add(Files.readAllBytes(file));
    }
    List<Path> folders = new ArrayList<>();
    for (int thread = 0; thread < MOST_THREADS; thread++) {
      folders.add(Files.createDirectory(scratch.resolve("thread-" + thread)));
    }
    VideoEncoder encoder = new VideoEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
    Pace.Work thermal =
        (thread, turn) -> {
          byte[] bytes = recordings.get(turn % recordings.size());
          ThermalPass.run(
              ThermalPass.WHOLE,
              new ByteArrayInputStream(bytes),
              bytes.length,
              folders.get(thread));
        };
    Pace.Work preview =
        (thread, turn) -> {
          byte[] bytes = recordings.get(turn % recordings.size());
          Path mp4 = folders.get(thread).resolve("preview.mp4");
          new Previews(() -> new ByteArrayInputStream(bytes), bytes.length, mp4)
              .render(encoder::encodeMp4, Optional.empty(), _ -> {});
        };
    Pace.of(1, thermal); // Java compiles it
    List<Report.Pace> paces = new ArrayList<>();
    for (int threads = 1; threads <= MOST_THREADS; threads++) {
      paces.add(new Report.Pace(threads, Pace.of(threads, thermal), Pace.of(threads, preview)));
    }
    return paces;
  }
}
