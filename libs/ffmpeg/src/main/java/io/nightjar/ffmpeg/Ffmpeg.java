package io.nightjar.ffmpeg;

import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.ProcessLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * FFmpeg, unpacked, and what its processes may use, as a service is configured.
 *
 * @param installation where it lies
 * @param decoding what a process may use that decodes sound; its pace is counted in samples
 * @param encoding what a process may use that encodes video; its pace is counted in pixels
 */
public record Ffmpeg(
    FfmpegInstallation installation, ProcessLimits decoding, ProcessLimits encoding) {

  /**
   * Unpacks FFmpeg, unless it is there; so that a service does it when it starts, and not in the
   * middle of its first recording.
   *
   * @throws IOException if the platform has no FFmpeg build, or the folder can't be used
   */
  public static Ffmpeg of(FfmpegConfig config) throws IOException {
    Optional<Path> folder = config.folder();
    FfmpegInstallation installation =
        folder.isPresent()
            ? FfmpegInstallation.bundled(folder.get())
            : FfmpegInstallation.bundled();
    return new Ffmpeg(
        installation,
        new ProcessLimits(
            config.startup(),
            config.slowestSamplesPerSecond(),
            config.addressSpaceBytes(),
            config.fileBytes().orElse(ProcessLimits.DEFAULT.fileBytes())),
        new ProcessLimits(
            config.startup(),
            config.slowestPixelsPerSecond(),
            config.addressSpaceBytes(),
            ProcessLimits.DEFAULT.fileBytes()));
  }
}
