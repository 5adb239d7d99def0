package io.nightjar.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Decodes compressed sound in a child process. */
final class FfmpegDecoder {

  private final FfmpegInstallation ffmpeg;
  private final ProcessLimits limits;

  FfmpegDecoder(FfmpegInstallation ffmpeg, ProcessLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
  }

  /**
   * How much it may come to.
   *
   * @param most samples of all channels, by which the child's CPU time is limited
   * @param claimed as the file claims, which the deadline follows from; may become known meanwhile
   */
  record Length(long most, LongSupplier claimed) {}

  /** How decoding ended. */
  sealed interface Run {

    /** FFmpeg ended by itself, for better or worse. */
    record Ended(ChildOutcome.Ended child) implements Run {}

    /** No more of it was wanted: there is more than the limits allow, or none is admitted. */
    record Stopped() implements Run {}
  }

  /**
   * Decodes the first audio stream.
   *
   * @param length how much it may come to
   * @param digest sees the samples, too
   * @param fillGaps whether silence stands in for what the frames' times say is missing
   */
  Run decode(
      SoundSource source,
      Length length,
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
    AtomicLong decoded = new AtomicLong();
    Consumer<ByteBuffer> watcher =
        floats -> {
          decoded.addAndGet(floats.remaining() / 4);
          digest.add(floats);
        };
    ChildProcess child =
        new ChildProcess(
            command,
            ffmpeg.environment(),
            limits,
            length.most(),
            () -> Math.max(claimed(length), decoded.get()));
    return switch (child.run(new AuReader(samples, watcher))) {
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(
              ChildFault.DEADLINE_MISSED,
              decoded.get() + " of " + claimed(length) + " samples decoded in time");
      case ChildOutcome.Stopped _ -> new Run.Stopped();
      case ChildOutcome.Ended ended -> {
        FfmpegErrors.throwFault("FFmpeg", ended, source.file());
        yield new Run.Ended(ended);
      }
    };
  }

  private static long claimed(Length length) {
    return Math.min(length.most(), length.claimed().getAsLong());
  }
}
