package io.nightjar.media;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a sound file says about its first audio stream, undecoded: it may be wrong.
 *
 * @param container FFmpeg's name of the container format, such as {@code wav} or {@code
 *     mov,mp4,m4a,3gp,3g2,mj2}
 * @param codec FFmpeg's name of the codec, such as {@code aac}
 * @param sampleRate in Hz
 * @param channels how many
 * @param claimedDuration what the container claims, to the microsecond; {@link Duration#ZERO} if it
 *     claims nothing
 * @param tags the container's tags and then the stream's, in file order, at most {@value
 *     #MOST_TAGS}; keys as in the file, such as {@code recordingDateTime}
 */
public record SoundInfo(
    String container,
    String codec,
    int sampleRate,
    int channels,
    Duration claimedDuration,
    Map<String, String> tags) {

  /** How many tags are kept. */
  public static final int MOST_TAGS = 64;

  public SoundInfo {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** How many samples of all channels the container claims. */
  long claimedSamples() {
    return (long) (claimedDuration.toNanos() / 1e9 * sampleRate * channels);
  }

  /** The value of a tag, if it is there and not blank. */
  public Optional<String> tag(String key) {
    return Optional.ofNullable(tags.get(key)).filter(value -> !value.isBlank());
  }
}
