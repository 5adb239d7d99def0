package io.nightjar.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Encodes video that every browser plays: H.264 in an MP4 file whose index stands first, so that it
 * plays while it is fetched. Safe for use by several threads.
 */
public final class VideoEncoder {

  private static final long LARGEST_FILE = 1L << 30;

  /**
   * A frame that stands alone every so many: where players can jump to. Each costs as much as many
   * of those between.
   */
  private static final int FRAMES_BETWEEN_KEYS = 270;

  private final FfmpegInstallation ffmpeg;
  private final ProcessLimits limits;

  /**
   * @param limits the pace is counted in pixels
   */
  public VideoEncoder(FfmpegInstallation ffmpeg, ProcessLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits.withFileBytes(LARGEST_FILE);
  }

  /**
   * Encodes frames at a constant rate, with chroma at half the resolution (yuv420p, BT.709). The
   * same frames give the same bytes on the same kind of processor: no time or version goes into the
   * file. Memory does not follow the number of frames here; FFmpeg's follows it with some bytes a
   * frame.
   *
   * @param mostFrames how many there can be, which limits FFmpeg's processor time
   * @param frames at least one
   * @param mp4 the file to write; replaced if it exists
   * @throws InterruptedIOException if the thread was interrupted; its flag stays set
   * @throws ChildFaultException if FFmpeg is too slow, is killed, or can't write
   * @throws IOException if FFmpeg fails otherwise, or what {@code frames} threw
   */
  public void encodeMp4(VideoFormat format, long mostFrames, VideoFrames frames, Path mp4)
      throws IOException {
    AtomicLong pixels = new AtomicLong();
    ChildOutcome outcome =
        new ChildProcess(
                command(format, mp4),
                ffmpeg.environment(),
                limits,
                Math.multiplyExact(mostFrames, format.pixels()),
                pixels::get)
            .run(input -> feed(format, frames, input, pixels), ChildProcess.OutputReader.DISCARD);
    switch (outcome) {
      case ChildOutcome.Ended ended -> {
        FfmpegErrors.throwFault("FFmpeg", ended, mp4);
        if (ended.exitCode() != 0 || !ended.errors().isEmpty()) {
          throw new IOException("not encoded: " + FfmpegErrors.summary(ended.errors(), mp4));
        }
      }
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(ChildFault.DEADLINE_MISSED, "not encoded in time");
      case ChildOutcome.Stopped _ -> throw new IllegalStateException("nothing stops an encoder");
    }
  }

  private static void feed(
      VideoFormat format, VideoFrames frames, OutputStream input, AtomicLong pixels)
      throws IOException {
    byte[] rgb = new byte[3 * format.pixels()];
    while (frames.next(rgb)) {
      pixels.addAndGet(format.pixels());
      input.write(rgb);
    }
  }

  /**
   * The program that encodes frames from its standard input, and its arguments.
   *
   * @param mp4 the file to write
   */
  public List<String> command(VideoFormat format, Path mp4) {
    List<String> command =
        new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-nostdin", "-hide_banner"));
    command.addAll(List.of("-v", "error", "-y", "-threads", "1", "-filter_threads", "1"));
    command.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "rawvideo"));
    command.addAll(List.of("-pixel_format", "rgb24"));
    command.addAll(List.of("-video_size", format.width() + "x" + format.height()));
    command.addAll(List.of("-framerate", Integer.toString(format.framesPerSecond())));
    command.addAll(List.of("-i", "pipe:0", "-map", "0:v:0", "-map_metadata", "-1"));
    command.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact"));
    command.addAll(
        List.of("-vf", "scale=out_color_matrix=bt709:out_range=tv:sws_dither=none,format=yuv420p"));
    command.addAll(
        List.of("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"));
    command.addAll(List.of("-color_range", "tv"));
    String quantiser = Integer.toString(format.quantiser());
    command.addAll(List.of("-c:v", "libopenh264", "-threads", "1", "-rc_mode", "quality"));
    command.addAll(List.of("-qmin", quantiser, "-qmax", quantiser));
    command.addAll(List.of("-profile:v", "high", "-g", Integer.toString(FRAMES_BETWEEN_KEYS)));
    command.addAll(List.of("-movflags", "+faststart", "-f", "mp4"));
    command.add("file:" + mp4.toAbsolutePath());
    return command;
  }
}
