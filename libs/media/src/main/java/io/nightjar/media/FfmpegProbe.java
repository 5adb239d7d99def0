package io.nightjar.media;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Asks ffprobe what a file says about itself. */
final class FfmpegProbe {

  private static final String ESTIMATED = "Estimating duration from bitrate";
  private static final String NO_INDEX = "moov atom not found";
  private static final int LONGEST_REPORT = 1 << 20;
  private static final String ENTRIES =
      "stream=codec_name,sample_rate,channels,duration:stream_tags"
          + ":format=format_name,duration:format_tags";

  private final FfmpegInstallation ffmpeg;
  private final ProcessLimits limits;

  FfmpegProbe(FfmpegInstallation ffmpeg, ProcessLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
  }

  /** What was found. */
  sealed interface Found {

    /**
     * Sound.
     *
     * @param claimIsEstimate whether the claimed duration is only FFmpeg's estimate
     */
    record Sound(SoundInfo info, boolean claimIsEstimate) implements Found {}

    /** Nothing that FFmpeg could decode. */
    record Nothing(SoundFault fault, String reason) implements Found {}
  }

  Found probe(SoundSource source) throws IOException {
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffprobe().toString()));
    command.addAll(List.of("-v", "warning", "-of", "compact=e=c", "-select_streams", "a:0"));
    command.addAll(List.of("-show_entries", ENTRIES));
    command.addAll(source.options());
    StringBuilder report = new StringBuilder();
    ChildOutcome outcome =
        new ChildProcess(command, ffmpeg.environment(), limits)
            .run(
                output -> {
                  byte[] bytes = output.readNBytes(LONGEST_REPORT);
                  report.append(new String(bytes, StandardCharsets.UTF_8));
                  return bytes.length < LONGEST_REPORT;
                });
    return switch (outcome) {
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(
              ChildFault.DEADLINE_MISSED, "not read within " + limits.deadline(0));
      case ChildOutcome.Stopped _ ->
          new Found.Nothing(SoundFault.NOT_DECODABLE, "more tags than sound");
      case ChildOutcome.Ended ended -> judge(source, ended, FfprobeReport.parse(report.toString()));
    };
  }

  private static Found judge(SoundSource source, ChildOutcome.Ended ended, FfprobeReport report)
      throws ChildFaultException {
    FfmpegErrors.throwFault("ffprobe", ended, source.file());
    if (ended.exitCode() != 0) {
      String reason =
          ended.errors().contains(NO_INDEX)
              ? "the index (moov) is missing, which recorders write last: the file is cut"
              : FfmpegErrors.summary(ended.errors(), source.file());
      return new Found.Nothing(SoundFault.NOT_DECODABLE, reason);
    }
    if (!report.hasStream()) {
      return new Found.Nothing(SoundFault.NO_SOUND, "no audio stream");
    }
    boolean estimate = ended.errors().contains(ESTIMATED);
    return report
        .info()
        .<Found>map(info -> new Found.Sound(info, estimate))
        .orElseGet(() -> new Found.Nothing(SoundFault.NOT_DECODABLE, "unknown codec"));
  }
}
