package io.nightjar.local.examples;

import io.nightjar.media.FfmpegInstallation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A video as FFmpeg decodes it.
 *
 * @param frames each three bytes a pixel, row by row
 */
record DecodedVideo(int width, int height, List<byte[]> frames) {

  /** Decodes a file of which the size is known. */
  static DecodedVideo of(Path mp4, int width, int height) throws Exception {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    ProcessBuilder builder =
        new ProcessBuilder(
            ffmpeg.ffmpeg().toString(),
            "-nostdin",
            "-hide_banner", // the stubs of its libraries can't tell their versions
            "-v",
            "error",
            "-i",
            mp4.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "rgb24",
            "-");
    if (!ffmpeg.libraryPathVariable().isEmpty()) {
      builder.environment().put(ffmpeg.libraryPathVariable(), ffmpeg.folder().toString());
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] all = process.getInputStream().readAllBytes();
    int frame = 3 * width * height;
    if (process.waitFor() != 0 || all.length % frame != 0) {
      throw new IOException(all.length + " bytes of frames of " + frame);
    }
    List<byte[]> frames = new ArrayList<>();
    for (int at = 0; at < all.length; at += frame) {
      frames.add(Arrays.copyOfRange(all, at, at + frame));
    }
    return new DecodedVideo(width, height, frames);
  }

  /** The colour of a pixel of a frame, as 0xRRGGBB. */
  int colour(int frame, int x, int y) {
    byte[] rgb = frames.get(frame);
    int at = 3 * (y * width + x);
    return (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
  }
}
