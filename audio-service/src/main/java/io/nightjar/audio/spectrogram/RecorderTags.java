package io.nightjar.audio.spectrogram;

import io.nightjar.audio.spectrogram.SoundMetadata.Recording;
import io.nightjar.media.SoundInfo;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Reads the tags of the field's recorders. A tag without sense is treated as absent: it must not
 * fail a recording.
 */
final class RecorderTags {

  private static final double LONGEST_SECONDS = 1e6;
  private static final double HIGHEST_RATE = 1e7;

  private RecorderTags() {}

  static Recording read(SoundInfo info) {
    return new Recording(
        info.tag("recordingDateTime").flatMap(RecorderTags::time),
        number(info, "duration", 0, LONGEST_SECONDS),
        number(info, "latitude", -90, 90),
        number(info, "longitude", -180, 180),
        number(info, "locAltitude", -1_000, 10_000),
        number(info, "locAccuracy", 0, 1e6),
        info.tag("deviceId"),
        whole(number(info, "originalSampleRate", 1, HIGHEST_RATE)));
  }

  private static Optional<OffsetDateTime> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static OptionalDouble number(SoundInfo info, String tag, double least, double most) {
    Optional<String> text = info.tag(tag);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double value = Double.parseDouble(text.get());
      return value >= least && value <= most ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static OptionalInt whole(OptionalDouble value) {
    return value.isPresent()
        ? OptionalInt.of((int) Math.round(value.getAsDouble()))
        : OptionalInt.empty();
  }
}
