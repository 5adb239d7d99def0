package io.nightjar.bench.audio;

import io.nightjar.audio.spectrogram.SoundAnalysis;
import io.nightjar.audio.spectrogram.SoundArtefacts;
import io.nightjar.audio.spectrogram.SoundMetadata;
import io.nightjar.audio.spectrogram.SpectrogramParameters;
import io.nightjar.bench.ChildTime;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a recording costs.
 *
 * @param seconds it lasts
 * @param stage from the file to all artefacts
 * @param decode of FFmpeg's program alone, from its start to its end
 * @param rawBytes of the file
 * @param derivedBytes of all artefacts
 * @param allocatedMegabytes on the heap in one run, most of which is reused at once
 */
record Recording(
    double seconds,
    Time stage,
    Time decode,
    long rawBytes,
    long derivedBytes,
    double allocatedMegabytes) {

  /**
   * What something took.
   *
   * @param clockMillis the shortest of all runs
   * @param processorMillis of this process and its children, the mean of the last two thirds of the
   *     runs: most of the compiling is done by then, and Linux counts in hundredths of a second
   */
  record Time(double clockMillis, double processorMillis) {}

  /** Adds up runs of one thing. */
  private static final class Runs {
    private final int first;
    private int runs;
    private double shortest = Double.MAX_VALUE;
    private double processor;

    Runs(int planned) {
      this.first = planned / 3;
    }

    void add(double clockMillis, double processorMillis) {
      shortest = Math.min(shortest, clockMillis);
      processor += runs >= first ? processorMillis : 0;
      runs++;
    }

    Time time() {
      return new Time(shortest, processor / (runs - first));
    }
  }

  /** Measures a file. */
  static Recording measure(Path file, int runs) throws IOException {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    SoundAnalysis analysis =
        new SoundAnalysis(
            new SoundDecoder(ffmpeg, SoundLimits.DEFAULT),
            SpectrogramParameters.DEFAULT,
            SoundLimits.DEFAULT.channels(),
            new PictureEncoder(ffmpeg, ProcessLimits.DEFAULT),
            SoundArtefacts.USUAL);
    Path folder = Files.createTempDirectory("nightjar-bench");
    try {
      return measure(file, runs, ffmpeg, analysis, folder);
    } finally {
      for (Path made : filesIn(folder)) {
        Files.delete(made);
      }
      Files.delete(folder);
    }
  }

  private static Recording measure(
      Path file, int runs, FfmpegInstallation ffmpeg, SoundAnalysis analysis, Path folder)
      throws IOException {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    Runs stage = new Runs(runs);
    Runs decode = new Runs(runs);
    long allocated = 0;
    long derived = 0;
    double seconds = 0;
    for (int run = 0; run < runs; run++) {
      long before = threads.getTotalThreadAllocatedBytes();
      double used = processorMillis();
      long start = System.nanoTime();
      SoundMetadata metadata = metadata(analysis, file, folder);
      byte[] document = Json.document(metadata);
      stage.add((System.nanoTime() - start) / 1e6, processorMillis() - used);
      allocated = threads.getTotalThreadAllocatedBytes() - before;
      used = processorMillis();
      decode.add(decodeMillis(ffmpeg, file), processorMillis() - used);
      seconds = metadata.durationSeconds();
      derived = document.length;
      for (Path made : filesIn(folder)) {
        derived += Files.size(made);
      }
    }
    return new Recording(
        seconds, stage.time(), decode.time(), Files.size(file), derived, allocated / 1e6);
  }

  private static double processorMillis() throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return self.info().totalCpuDuration().orElseThrow().plus(ChildTime.of(self.pid())).toNanos()
        / 1e6;
  }

  private static SoundMetadata metadata(SoundAnalysis analysis, Path file, Path folder)
      throws IOException {
    return switch (analysis.analyse(file, folder, Instant.now(), _ -> {}, _ -> {})) {
      case SoundAnalysis.Outcome.Complete complete -> complete.metadata();
      case SoundAnalysis.Outcome.Partial partial -> partial.metadata();
      case SoundAnalysis.Outcome.Rejected rejected -> throw new IOException(rejected.detail());
    };
  }

  private static double decodeMillis(FfmpegInstallation ffmpeg, Path file) throws IOException {
    ProcessBuilder child =
        new ProcessBuilder(
            List.of(
                ffmpeg.ffmpeg().toString(),
                "-nostdin",
                "-hide_banner",
                "-v",
                "error",
                "-threads",
                "1",
                "-i",
                "file:" + file.toAbsolutePath(),
                "-map",
                "0:a:0",
                "-c:a",
                "pcm_f32le",
                "-f",
                "null",
                "-"));
    child.environment().clear();
    child.environment().put("LC_ALL", "C");
    if (!ffmpeg.libraryPathVariable().isEmpty()) {
      child.environment().put(ffmpeg.libraryPathVariable(), ffmpeg.folder().toString());
    }
    child.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = child.start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("FFmpeg ended with exit code " + process.exitValue());
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw new java.io.InterruptedIOException();
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
