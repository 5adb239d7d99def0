package io.nightjar.audio.tags;

import io.nightjar.media.SoundInfo;
import io.nightjar.pipeline.recording.ClockFault;
import io.nightjar.pipeline.recording.MediaKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * All that a file says about its recording, brought together: the tags of cameras and phones, GUANO
 * of bat detectors, AudioMoth's comment, Frontier Labs' comments, Broadcast Wave, MP4, ID3. Where
 * several tell the same, the first in this order that makes sense counts. A tag without sense is
 * treated as absent: it must not fail a recording.
 *
 * @param claims in named fields
 * @param timeExpansion how many times slower than life the sound plays; 1 if at its own pace
 * @param tags all tags, as they stand in the file
 * @param findings what is odd
 */
public record RecorderTags(
    RecorderClaims claims, double timeExpansion, Map<String, String> tags, List<Finding> findings) {

  public RecorderTags {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    findings = List.copyOf(findings);
  }

  /**
   * Brings them together.
   *
   * @param info what FFmpeg found
   * @param wave what stands in the chunks of a WAV file
   * @param receivedAt when the recording came in: it can't be younger
   */
  public static RecorderTags read(SoundInfo info, WaveTags wave, Instant receivedAt) {
    return new Reader(info, wave, receivedAt).read();
  }

  private static final class Reader {
    private static final double LONGEST_SECONDS = 1e6;
    private static final double HIGHEST_RATE = 1e7;
    private static final double GREATEST_EXPANSION = 100;

    private final SoundInfo info;
    private final WaveTags wave;
    private final Instant receivedAt;
    private final Map<String, String> tags;

    /** Vorbis comments and ID3's own are written in any case. */
    private final Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final Optional<AudioMothComment> audioMoth;
    private final List<Finding> findings = new ArrayList<>();

    Reader(SoundInfo info, WaveTags wave, Instant receivedAt) {
      this.info = info;
      this.wave = wave;
      this.receivedAt = receivedAt;
      this.tags = allTags(info, wave);
      tags.forEach(anyCase::putIfAbsent);
      this.audioMoth =
          AudioMothComment.parse(text("comment").orElse(""), text("artist").orElse(""));
    }

    RecorderTags read() {
      Optional<ClaimedTime> time = time();
      time.ifPresent(this::judge);
      Optional<Position> position = position();
      RecorderState state = RecorderState.read(this::text, audioMoth);
      RecorderClaims claims =
          new RecorderClaims(
              time.flatMap(ClaimedTime::withOffset),
              time.flatMap(ClaimedTime::withoutOffset),
              first(number("duration"), number("Length"), 0, LONGEST_SECONDS),
              coordinate("latitude", position.map(Position::latitude), 90),
              coordinate("longitude", position.map(Position::longitude), 180),
              altitude(position),
              accuracy(),
              firstOf("deviceId", "Serial", "SensorUid")
                  .or(() -> audioMoth.flatMap(AudioMothComment::deviceId)),
              firstOf("Make", "com.apple.quicktime.make", "com.android.manufacturer"),
              firstOf("Model", "com.apple.quicktime.model", "com.android.model")
                  .or(() -> audioMoth.map(_ -> AudioMothComment.MODEL))
                  .or(() -> wave.broadcast().flatMap(BroadcastExtension::originator)),
              firstOf("Firmware Version", "SensorFirmwareVersion", "com.apple.quicktime.software"),
              whole(first(number("originalSampleRate"), number("Samplerate"), 1, HIGHEST_RATE)),
              state.gain(),
              state.batteryVolts(),
              state.batteryPercent(),
              state.temperatureCelsius());
      return new RecorderTags(claims, timeExpansion(), tags, findings);
    }

    /**
     * FFmpeg's, with letters where it could only say that there are some; then what it passed over,
     * and GUANO's.
     */
    private static Map<String, String> allTags(SoundInfo info, WaveTags wave) {
      Map<String, String> tags = new LinkedHashMap<>(info.tags());
      tags.replaceAll(
          (name, value) ->
              value.indexOf(TagText.REPLACEMENT) < 0
                  ? value
                  : wave.info().getOrDefault(name, value));
      wave.info().forEach(tags::putIfAbsent);
      wave.guano().forEach(tags::putIfAbsent);
      return tags;
    }

    private Optional<ClaimedTime> time() {
      boolean mp4 = info.container().startsWith("mov");
      return Stream.<Optional<ClaimedTime>>of(
              time("recordingDateTime"),
              time("Timestamp"),
              audioMoth.map(AudioMothComment::recordedAt),
              time("RecordingStart"),
              time("com.apple.quicktime.creationdate"),
              mp4 ? time("creation_time") : Optional.empty(),
              wave.broadcast()
                  .flatMap(BroadcastExtension::originatedAt)
                  .map(local -> new ClaimedTime(local, Optional.empty())),
              time("date"),
              time("creation_time"))
          .flatMap(Optional::stream)
          .findFirst();
    }

    private Optional<ClaimedTime> time(String tag) {
      return text(tag).flatMap(ClaimedTime::parse);
    }

    private void judge(ClaimedTime time) {
      Instant instant = time.local().toInstant(time.offset().orElse(ZoneOffset.UTC));
      ClockFault.of(instant, MediaKind.AUDIO, receivedAt)
          .map(
              fault ->
                  switch (fault) {
                    case BEFORE_RECORDERS -> " is before any recorder's time";
                    case AFTER_RECEIPT ->
                        " is after " + receivedAt + ", when the recording was received";
                  })
          .ifPresent(why -> find(Finding.RECORDED_TIME_IMPLAUSIBLE, time.local() + why));
    }

    private Optional<Position> position() {
      return text("Loc Position")
          .flatMap(Position::parsePair)
          .or(() -> firstOf("SensorLocation").flatMap(Position::parseIso6709))
          .or(() -> text("com.apple.quicktime.location.ISO6709").flatMap(Position::parseIso6709))
          .or(() -> text("location").flatMap(Position::parseIso6709));
    }

    private OptionalDouble coordinate(String tag, Optional<Double> otherwise, double most) {
      OptionalDouble tagged = number(tag);
      double value = tagged.orElse(otherwise.orElse(Double.NaN));
      if (Math.abs(value) <= most) {
        return OptionalDouble.of(value);
      }
      if (!Double.isNaN(value)) {
        find(Finding.POSITION_OUT_OF_RANGE, tag + " " + value);
      }
      return OptionalDouble.empty();
    }

    private OptionalDouble altitude(Optional<Position> position) {
      OptionalDouble tagged = first(number("locAltitude"), number("Loc Elevation"), -1_000, 10_000);
      return tagged.isPresent()
          ? tagged
          : first(
              position.map(Position::altitude).orElse(OptionalDouble.empty()),
              OptionalDouble.empty(),
              -1_000,
              10_000);
    }

    private OptionalDouble accuracy() {
      OptionalDouble tagged = first(number("locAccuracy"), number("Loc Accuracy"), 0, 1e6);
      return tagged.isPresent()
          ? tagged
          : first(
              number("com.apple.quicktime.location.accuracy.horizontal"),
              OptionalDouble.empty(),
              0,
              1e6);
    }

    /** GUANO's {@code TE}, and whether {@code Samplerate} is the product that it should be. */
    private double timeExpansion() {
      Optional<String> told = Optional.ofNullable(wave.guano().get("TE")).filter(t -> !t.isEmpty());
      if (told.isEmpty()) {
        return 1;
      }
      double factor = number("TE").orElse(Double.NaN);
      if (!(factor >= 1 && factor <= GREATEST_EXPANSION)) {
        find(Finding.TIME_EXPANSION_UNUSABLE, "TE " + told.get());
        return 1;
      }
      double real = info.sampleRate() * factor;
      double claimed = number("Samplerate").orElse(real);
      if (factor > 1 && Math.abs(claimed - real) > real / 100) {
        find(
            Finding.TIME_EXPANSION_CONTRADICTED,
            "TE " + told.get() + " of " + info.sampleRate() + " Hz, but Samplerate " + claimed);
      }
      return factor;
    }

    private void find(String code, String detail) {
      findings.add(new Finding(code, detail));
    }

    private Optional<String> text(String tag) {
      return Optional.ofNullable(tags.get(tag))
          .or(() -> Optional.ofNullable(anyCase.get(tag)))
          .filter(value -> !value.isBlank());
    }

    private Optional<String> firstOf(String... names) {
      return Stream.of(names).map(this::text).flatMap(Optional::stream).findFirst();
    }

    private OptionalDouble number(String tag) {
      try {
        double value = Double.parseDouble(text(tag).orElse(""));
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
      } catch (NumberFormatException notOne) {
        return OptionalDouble.empty();
      }
    }

    private static OptionalDouble first(
        OptionalDouble one, OptionalDouble other, double least, double most) {
      return DoubleStream.concat(one.stream(), other.stream())
          .filter(value -> value >= least && value <= most)
          .findFirst();
    }

    private static OptionalInt whole(OptionalDouble value) {
      return value.isPresent()
          ? OptionalInt.of((int) Math.round(value.getAsDouble()))
          : OptionalInt.empty();
    }
  }
}
