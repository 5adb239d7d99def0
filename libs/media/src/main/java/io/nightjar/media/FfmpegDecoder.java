package io.nightjar.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decodes compressed sound in a child process. */
final class FfmpegDecoder {

  private final FfmpegInstallation ffmpeg;
  private final SoundLimits limits;

  FfmpegDecoder(FfmpegInstallation ffmpeg, SoundLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
  }

  /** How decoding ended. */
  sealed interface Run {

    /** FFmpeg ended by itself, for better or worse. */
    record Ended(ChildOutcome.Ended child) implements Run {}

    /** There is more sound than the limits allow. */
    record TooLong() implements Run {}
  }

  /**
   * Decodes the first audio stream.
   *
   * @param digest sees the samples, too
   * @param fillGaps whether silence stands in for what the frames' times say is missing
   */
  Run decode(
      SoundSource source,
      SoundInfo info,
      SampleForwarder samples,
      SampleDigest digest,
      boolean fillGaps)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-nostdin"));
    command.addAll(List.of("-v", "error", "-threads", "1", "-filter_threads", "1"));
    command.addAll(source.options());
    command.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1"));
    if (fillGaps) {
      command.addAll(List.of("-af", "aresample=async=1:min_hard_comp=0.001"));
    }
    command.addAll(List.of("-c:a", "pcm_f32be", "-f", "au", "pipe:1"));
    long most = limits.longestSamples(info.sampleRate()) * info.channels();
    long claimed = Math.min(most, samples(info));
    ChildProcess child =
        new ChildProcess(
            command,
            ffmpeg.environment(),
            limits.process(),
            most,
            () -> Math.max(claimed, samples.forwarded()));
    return switch (child.run(new AuReader(samples, digest::add))) {
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(
              ChildFault.DEADLINE_MISSED,
              samples.forwarded() + " of " + claimed + " samples decoded in time");
      case ChildOutcome.Stopped _ -> new Run.TooLong();
      case ChildOutcome.Ended ended -> {
        FfmpegErrors.throwFault("FFmpeg", ended, source.file());
        yield new Run.Ended(ended);
      }
    };
  }

  /** Of all channels, as the file claims. */
  private static long samples(SoundInfo info) {
    double seconds = info.claimedDuration().toNanos() / 1e9;
    return (long) (seconds * info.sampleRate() * info.channels());
  }
}
