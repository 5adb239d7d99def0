package io.nightjar.bench.audio;

import io.nightjar.audio.spectrogram.SoundAnalysis;
import io.nightjar.audio.spectrogram.SoundArtefacts;
import io.nightjar.audio.spectrogram.SoundMetadata;
import io.nightjar.audio.spectrogram.SpectrogramParameters;
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
 * @param stageMillis from the file to all artefacts, the shortest of some runs
 * @param decodeMillis of FFmpeg's program alone, from its start to its end, likewise
 * @param rawBytes of the file
 * @param derivedBytes of all artefacts
 * @param allocatedMegabytes on the heap in one run, most of which is reused at once
 */
record Recording(
    double seconds,
    double stageMillis,
    double decodeMillis,
    long rawBytes,
    long derivedBytes,
    double allocatedMegabytes) {

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
    double stage = Double.MAX_VALUE;
    double decode = Double.MAX_VALUE;
    long allocated = 0;
    long derived = 0;
    double seconds = 0;
    for (int run = 0; run < runs; run++) {
      long before = threads.getTotalThreadAllocatedBytes();
      long start = System.nanoTime();
      SoundMetadata metadata = metadata(analysis, file, folder);
      byte[] document = Json.document(metadata);
      stage = Math.min(stage, (System.nanoTime() - start) / 1e6);
      allocated = threads.getTotalThreadAllocatedBytes() - before;
      decode = Math.min(decode, decodeMillis(ffmpeg, file));
      seconds = metadata.durationSeconds();
      derived = document.length;
      for (Path made : filesIn(folder)) {
        derived += Files.size(made);
      }
    }
    return new Recording(seconds, stage, decode, Files.size(file), derived, allocated / 1e6);
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
