package io.nightjar.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is taken in and worked on at most, in one place for all services: the properties {@code
 * nightjar.limits.*}.
 *
 * @param thermalBytes of one thermal upload
 * @param audioBytes of one sound upload
 * @param uploadsAtOnce of one replica; each costs up to 128 KiB of heap, and 5 MiB of scratch disk
 * @param inflatedBytes of a thermal recording, streamed, never held
 * @param frames of a thermal recording
 * @param framePixelsPerSide columns, and rows, of a frame
 * @param framePixels of a frame
 * @param sound decoded length
 * @param channels of a sound recording
 * @param lowestSampleRate in Hz
 * @param highestSampleRate in Hz
 */
public record Limits(
    long thermalBytes,
    long audioBytes,
    int uploadsAtOnce,
    long inflatedBytes,
    int frames,
    int framePixelsPerSide,
    int framePixels,
    Duration sound,
    int channels,
    int lowestSampleRate,
    int highestSampleRate) {

  private static final long MIB = 1 << 20;

  /**
   * Reads the limits; those of the design where nothing else is said.
   *
   * @param property looks a property up by its name
   * @throws IllegalArgumentException naming the property that is malformed
   */
  public static Limits read(Function<String, Optional<String>> property) {
    Lookup lookup = new Lookup(property);
    return new Limits(
        lookup.count("nightjar.limits.thermal-bytes", 256 * MIB),
        lookup.count("nightjar.limits.audio-bytes", 512 * MIB),
        lookup.number("nightjar.limits.uploads-at-once", 1_000),
        lookup.count("nightjar.limits.inflated-bytes", 4096 * MIB),
        lookup.number("nightjar.limits.frames", 1_000_000),
        lookup.number("nightjar.limits.frame-pixels-per-side", 4096),
        lookup.number("nightjar.limits.frame-pixels", 1 << 22),
        lookup.seconds("nightjar.limits.sound-seconds", 6 * 60 * 60),
        lookup.number("nightjar.limits.channels", 8),
        lookup.number("nightjar.limits.lowest-sample-rate", 8_000),
        lookup.number("nightjar.limits.highest-sample-rate", 384_000));
  }
}
