package io.nightjar.thermal.preview.video;

import io.nightjar.media.FfmpegInstallation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A video as FFmpeg's own programs see it. */
record Mp4(Path file) {

  /** Entries of its video stream, as ffprobe names them: {@code width=320}. */
  List<String> facts(String... entries) throws Exception {
    byte[] text =
        run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-show_entries",
            "stream=" + String.join(",", entries),
            "-of",
            "default=noprint_wrappers=1",
            file.toString());
    return new String(text, StandardCharsets.UTF_8).lines().toList();
  }

  /** The luma of every frame, 16 (black) to 235 (white), row by row. */
  List<byte[]> lumas(int width, int height) throws Exception {
    byte[] planes =
        run(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            file.toString(),
            "-f",
            "rawvideo",
            "-pix_fmt",
            "yuv420p",
            "-");
    int frame = width * height * 3 / 2;
    List<byte[]> lumas = new ArrayList<>();
    for (int at = 0; at < planes.length; at += frame) {
      lumas.add(Arrays.copyOfRange(planes, at, at + width * height));
    }
    return lumas;
  }

  private static byte[] run(String program, String... arguments) throws Exception {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    List<String> command = new ArrayList<>();
    command.add(ffmpeg.folder().resolve(program).toString());
    command.add("-hide_banner"); // the stubs of its libraries can't tell their versions
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    if (!ffmpeg.libraryPathVariable().isEmpty()) {
      builder.environment().put(ffmpeg.libraryPathVariable(), ffmpeg.folder().toString());
    }
    Process process =
        builder
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException(program + " failed");
    }
    return output;
  }
}
