package io.nightjar.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes single pictures as lossy WebP, which every browser shows: of a spectrogram it takes less
 * than a third of what a palette PNG takes. Safe for use by several threads.
 */
public final class PictureEncoder {

  private static final long LARGEST_FILE = 1L << 26;

  /** That of the format. */
  private static final int LONGEST_SIDE = 16_383;

  private static final int FINEST = 100;

  /** How much work the encoder puts into a picture. */
  public enum Effort {
    /** A third of the time of {@link #THOROUGH}: a twentieth larger where there is much noise. */
    QUICK(1),

    /** A quarter to a third smaller than quick where a picture is smooth. */
    THOROUGH(4);

    /** FFmpeg's {@code -compression_level}, 0…6. */
    private final int level;

    Effort(int level) {
      this.level = level;
    }
  }

  private final FfmpegInstallation ffmpeg;
  private final ProcessLimits limits;

  /**
   * @param limits the pace is counted in pixels
   */
  public PictureEncoder(FfmpegInstallation ffmpeg, ProcessLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits.withFileBytes(LARGEST_FILE);
  }

  /**
   * Encodes a picture. The same pixels give the same bytes on the same kind of processor: neither
   * time nor version goes into the file.
   *
   * @param width in pixels, 1 … 16383
   * @param height in pixels, likewise
   * @param rgb three bytes a pixel, rows from top to bottom
   * @param quality 0 (coarsest) … 100
   * @param effort with less, the file is larger at the same quality
   * @param webp the file to write; replaced if it exists
   * @throws IllegalArgumentException if something is out of its range
   * @throws InterruptedIOException if the thread was interrupted; its flag stays set
   * @throws ChildFaultException if FFmpeg is too slow, is killed, or can't write
   * @throws IOException if FFmpeg fails otherwise
   */
  public void encodeWebp(int width, int height, byte[] rgb, int quality, Effort effort, Path webp)
      throws IOException {
    check(width, height, rgb, quality);
    long pixels = (long) width * height;
    byte[] planes = YuvPicture.of(width, height, rgb);
    ChildOutcome outcome =
        new ChildProcess(
                command(width, height, quality, effort, webp),
                ffmpeg.environment(),
                limits,
                pixels,
                () -> pixels)
            .run(input -> input.write(planes), ChildProcess.OutputReader.DISCARD);
    switch (outcome) {
      case ChildOutcome.Ended ended -> {
        FfmpegErrors.throwFault("FFmpeg", ended, webp);
        if (ended.exitCode() != 0 || !ended.errors().isEmpty()) {
          throw new IOException("not encoded: " + FfmpegErrors.summary(ended.errors(), webp));
        }
      }
      case ChildOutcome.DeadlinePassed _ ->
          throw new ChildFaultException(ChildFault.DEADLINE_MISSED, "not encoded in time");
      case ChildOutcome.Stopped _ -> throw new IllegalStateException("nothing stops an encoder");
    }
  }

  private static void check(int width, int height, byte[] rgb, int quality) {
    if (width < 1 || width > LONGEST_SIDE || height < 1 || height > LONGEST_SIDE) {
      throw new IllegalArgumentException("no picture of WebP: " + width + " × " + height);
    }
    if (rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes for " + width + " × " + height + " pixels");
    }
    if (quality < 0 || quality > FINEST) {
      throw new IllegalArgumentException("a quality is 0 … 100: " + quality);
    }
  }

  private List<String> command(int width, int height, int quality, Effort effort, Path webp) {
    List<String> command =
        new ArrayList<>(List.of(ffmpeg.ffmpeg().toString(), "-nostdin", "-hide_banner"));
    command.addAll(List.of("-v", "error", "-y", "-threads", "1", "-filter_threads", "1"));
    command.addAll(List.of("-protocol_whitelist", "file,pipe", "-f", "rawvideo"));
    command.addAll(List.of("-pixel_format", "yuv420p", "-video_size", width + "x" + height));
    command.addAll(List.of("-i", "pipe:0", "-map", "0:v:0", "-map_metadata", "-1"));
    command.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact"));
    command.addAll(List.of("-frames:v", "1", "-c:v", "libwebp"));
    command.addAll(List.of("-lossless", "0", "-quality", Integer.toString(quality)));
    command.addAll(List.of("-compression_level"));
    command.addAll(List.of(Integer.toString(effort.level), "-f", "webp"));
    command.add("file:" + webp.toAbsolutePath());
    return command;
  }
}
