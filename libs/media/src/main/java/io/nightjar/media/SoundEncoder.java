package io.nightjar.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Encodes sound as cameras send it. Safe for use by several threads. */
public final class SoundEncoder {

  private static final long LARGEST_FILE = 1L << 30;

  private final FfmpegInstallation ffmpeg;
  private final ProcessLimits limits;

  public SoundEncoder(FfmpegInstallation ffmpeg, ProcessLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits.withFileBytes(LARGEST_FILE);
  }

  /**
   * Encodes a WAV file as AAC-LC in an MP4 container with {@code mdta} tags, as deployed cameras
   * do. The same input gives the same bytes on the same kind of processor: no time, version or
   * random number goes into the file.
   *
   * @param wav the source, a local file that is trusted
   * @param m4a the file to write; replaced if it exists
   * @param bitsPerSecond the bit rate
   * @param tags written in the order of their keys
   * @throws ChildFaultException if FFmpeg is too slow, is killed, or can't write
   * @throws IOException if FFmpeg fails otherwise
   */
  public void encodeM4a(Path wav, Path m4a, int bitsPerSecond, Map<String, String> tags)
      throws IOException {
    List<String> command =
        new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-nostdin", "-hide_banner"));
    command.addAll(List.of("-v", "error", "-y", "-threads", "1", "-filter_threads", "1"));
    command.addAll(
        List.of("-protocol_whitelist", "file", "-f", "wav", "-i", "file:" + wav.toAbsolutePath()));
    command.addAll(
        List.of(
            "-map",
            "0:a:0",
            "-map_metadata",
            "-1",
            "-fflags",
            "+bitexact",
            "-flags:a",
            "+bitexact"));
    command.addAll(List.of("-c:a", "aac", "-b:a", Integer.toString(bitsPerSecond)));
    command.addAll(List.of("-movflags", "use_metadata_tags"));
    new TreeMap<>(tags)
        .forEach((key, value) -> command.addAll(List.of("-metadata", key + "=" + value)));
    command.addAll(List.of("-f", "mp4", "file:" + m4a.toAbsolutePath()));
    long samples = Files.size(wav); // at least a byte each
    ChildOutcome outcome =
        new ChildProcess(command, ffmpeg.environment(), limits, samples, () -> samples)
            .run(ChildProcess.OutputReader.DISCARD);
    switch (outcome) {
      case ChildOutcome.Ended ended -> {
        FfmpegErrors.throwFault("FFmpeg", ended, wav);
        if (ended.exitCode() != 0 || !ended.errors().isEmpty()) {
          throw new IOException("not encoded: " + FfmpegErrors.summary(ended.errors(), wav));
        }
      }
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(ChildFault.DEADLINE_MISSED, "not encoded in time");
      case ChildOutcome.Stopped _ -> throw new IllegalStateException("nothing stops an encoder");
    }
  }
}
