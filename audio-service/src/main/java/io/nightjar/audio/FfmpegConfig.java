package io.nightjar.audio;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** FFmpeg, which decodes sound in a child process, and what that process may use. */
@ConfigMapping(prefix = "nightjar.ffmpeg")
public interface FfmpegConfig {
  /** Where the bundled programs are unpacked; the user's cache by default. */
  Optional<Path> folder();

  /** Wall-clock time from a child's start until it has ended and its output has been consumed. */
  @WithName("deadline-seconds")
  @WithDefault("900")
  @WithConverter(Time.class)
  Duration deadline();

  /** Virtual memory of a child, on Linux; FFmpeg's libraries alone map 100 MiB. */
  @WithDefault("1G")
  @WithConverter(Bytes.class)
  long addressSpaceBytes();
}
