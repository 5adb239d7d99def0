package io.nightjar.pipeline;

import java.time.Duration;

/**
 * What is taken in and worked on at most, in one place for all services: the properties {@code
 * nightjar.limits.*}. The limits of a kind shape what its stages make of a recording, so they are
 * among the parameters of a stage's version.
 *
 * @param upload what is taken in
 * @param thermal which thermal recordings are worked on
 * @param sound which sound recordings are worked on
 */
public record Limits(Upload upload, Thermal thermal, Sound sound) {

  /**
   * What is taken in.
   *
   * @param thermalBytes of one thermal upload
   * @param audioBytes of one sound upload
   * @param uploadsAtOnce of one replica; see {@code nightjar.limits.uploads-at-once} for their cost
   * @param perDevice what one device may take of a replica
   */
  public record Upload(long thermalBytes, long audioBytes, int uploadsAtOnce, PerDevice perDevice) {
    public Upload {
      atLeastOne("thermal-bytes", thermalBytes);
      atLeastOne("audio-bytes", audioBytes);
      atLeastOne("uploads-at-once", uploadsAtOnce);
    }
  }

  /**
   * What one device may take of a replica.
   *
   * @param uploads at the same time
   * @param uploadsPerMinute that it may begin
   * @param bytesPerSecond while other devices send as well
   */
  public record PerDevice(int uploads, int uploadsPerMinute, long bytesPerSecond) {
    public PerDevice {
      atLeastOne("uploads-per-device", uploads);
      atLeastOne("uploads-per-device-minute", uploadsPerMinute);
      atLeastOne("bytes-per-device-second", bytesPerSecond);
    }
  }

  /**
   * Which thermal recordings are worked on.
   *
   * @param inflatedBytes of a recording, streamed, never held
   * @param frames of a recording
   * @param framePixelsPerSide columns, and rows, of a frame
   * @param framePixels of a frame
   * @param recordingPixels of all frames of a recording together
   */
  public record Thermal(
      long inflatedBytes,
      int frames,
      int framePixelsPerSide,
      int framePixels,
      long recordingPixels) {
    public Thermal {
      atLeastOne("inflated-bytes", inflatedBytes);
      atLeastOne("frames", frames);
      atLeastOne("frame-pixels-per-side", framePixelsPerSide);
      atLeastOne("frame-pixels", framePixels);
      atLeastOne("recording-pixels", recordingPixels);
    }
  }

  /**
   * Which sound recordings are worked on.
   *
   * @param longest decoded length
   * @param channels the most channels
   * @param lowestSampleRate in Hz
   * @param highestSampleRate in Hz
   */
  public record Sound(Duration longest, int channels, int lowestSampleRate, int highestSampleRate) {
    public Sound {
      atLeastOne("sound-seconds", longest.toSeconds());
      atLeastOne("channels", channels);
      atLeastOne("lowest-sample-rate", lowestSampleRate);
      if (highestSampleRate < lowestSampleRate) {
        throw new IllegalArgumentException(
            "nightjar.limits.highest-sample-rate must be at least lowest-sample-rate: "
                + highestSampleRate
                + " < "
                + lowestSampleRate);
      }
    }
  }

  private static void atLeastOne(String name, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "nightjar.limits." + name + " must be at least 1: " + limit);
    }
  }
}
