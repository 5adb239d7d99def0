package io.nightjar.runtime.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/**
 * What is taken in and worked on at most. Give all services the same: what ingest takes, the others
 * must be able to work on. A stage whose limits change is another version of itself.
 */
@ConfigMapping(prefix = "nightjar.limits")
public interface LimitsConfig {
  /** Of one thermal upload. */
  @WithDefault("256M")
  @WithConverter(Bytes.class)
  long thermalBytes();

  /** Of one sound upload. */
  @WithDefault("4G")
  @WithConverter(Bytes.class)
  long audioBytes();

  /**
   * Uploads that one replica of ingest-service takes at the same time, however slow they are; more
   * are refused. One that comes slowly costs some 30 KiB of heap; its scratch disk counts against
   * nightjar.scratch.bytes.
   */
  @WithDefault("4000")
  @WithConverter(Count.class)
  int uploadsAtOnce();

  /** Uploads of one device that a replica takes at the same time; more are refused with 429. */
  @WithDefault("8")
  @WithConverter(Count.class)
  int uploadsPerDevice();

  /** Uploads that one device may begin in a minute; more are refused with 429. */
  @WithDefault("3000")
  @WithConverter(Count.class)
  int uploadsPerDeviceMinute();

  /**
   * What is taken of one device in a second while other devices send as well, after two seconds'
   * worth at once. Alone it sends as fast as it can.
   */
  @WithDefault("4M")
  @WithConverter(Bytes.class)
  long bytesPerDeviceSecond();

  /** Of a thermal recording when it is inflated; it is streamed, never held. */
  @WithDefault("4G")
  @WithConverter(Bytes.class)
  long inflatedBytes();

  /** Frames of a thermal recording. */
  @WithDefault("1000000")
  @WithConverter(Count.class)
  int frames();

  /** Columns, and rows, of a thermal frame. */
  @WithDefault("4096")
  @WithConverter(Count.class)
  int framePixelsPerSide();

  /** Pixels of a thermal frame. */
  @WithDefault("4194304")
  @WithConverter(Count.class)
  int framePixels();

  /** Pixels of all frames of a thermal recording together. */
  @WithDefault("4294967296")
  @WithConverter(LongCount.class)
  long recordingPixels();

  /** Decoded length of a sound recording. */
  @WithName("sound-seconds")
  @WithDefault("86400")
  @WithConverter(Time.class)
  Duration sound();

  /** Channels of a sound recording. */
  @WithDefault("8")
  @WithConverter(Count.class)
  int channels();

  /** Lowest sample rate of a sound recording, in Hz. */
  @WithDefault("250")
  @WithConverter(Count.class)
  int lowestSampleRate();

  /** Highest sample rate of a sound recording, in Hz. */
  @WithDefault("1000000")
  @WithConverter(Count.class)
  int highestSampleRate();
}
