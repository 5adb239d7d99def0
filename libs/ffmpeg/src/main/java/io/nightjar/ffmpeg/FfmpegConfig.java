package io.nightjar.ffmpeg;

import io.nightjar.runtime.settings.Bytes;
import io.nightjar.runtime.settings.Count;
import io.nightjar.runtime.settings.Time;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * FFmpeg, which decodes sound and encodes video in child processes, and what each of them may use.
 */
@ConfigMapping(prefix = "nightjar.ffmpeg")
public interface FfmpegConfig {
  /** Where the bundled programs are unpacked; the user's cache by default. */
  Optional<Path> folder();

  /**
   * Wall-clock time that any recording may take, however short. The deadline of a child is this and
   * the time for its samples.
   */
  @WithName("startup-seconds")
  @WithDefault("120")
  @WithConverter(Time.class)
  Duration startup();

  /**
   * The least pace at which a recording is decoded and analysed, in samples of all channels: so
   * much time does the deadline give for each. A hundredth of a core keeps the default.
   */
  @WithDefault("200000")
  @WithConverter(Count.class)
  int slowestSamplesPerSecond();

  /**
   * The least pace at which video is encoded, in pixels of the video: so much time does the
   * deadline give for each. A fiftieth of a core keeps the default.
   */
  @WithDefault("200000")
  @WithConverter(Count.class)
  int slowestPixelsPerSecond();

  /** Virtual memory of a child, on Linux; FFmpeg's libraries alone map 100 MiB. */
  @WithDefault("1G")
  @WithConverter(Bytes.class)
  long addressSpaceBytes();

  /**
   * The largest file that a child may write that decodes, on Linux; none by default, and decoding
   * needs none.
   */
  Optional<@WithConverter(Bytes.class) Long> fileBytes();
}
