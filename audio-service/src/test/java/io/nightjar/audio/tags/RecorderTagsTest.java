package io.nightjar.audio.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.media.SoundInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecorderTagsTest {

  private static final Instant RECEIVED = Instant.parse("2026-01-15T00:00:00Z");
  private static final WaveTags NO_CHUNKS = new WaveTags(Map.of(), Map.of(), Optional.empty());
  private static final String MP4 = "mov,mp4,m4a,3gp,3g2,mj2";

  @Test
  void readsGuano() {
    Map<String, String> guano =
        Map.ofEntries(
            Map.entry("GUANO|Version", "1.0"),
            Map.entry("Timestamp", "2023-05-30T22:34:00+12:00"),
            Map.entry("Make", "Open Acoustic Devices"),
            Map.entry("Model", "AudioMoth"),
            Map.entry("Serial", "0123456789ABCDEF"),
            Map.entry("Firmware Version", "1.8.0"),
            Map.entry("Loc Position", "-43.5 172.5"),
            Map.entry("Loc Elevation", "109.2"),
            Map.entry("Samplerate", "16000"),
            Map.entry("Length", "2.0"),
            Map.entry("OAD|Battery Voltage", "4.1"),
            Map.entry("Temperature Int", "14.0"),
            Map.entry("Temperature Ext", "11.5"));

    RecorderTags read = RecorderTags.read(wav(Map.of()), guano(guano), RECEIVED);

    assertThat(read.claims())
        .isEqualTo(
            new RecorderClaims(
                Optional.of(OffsetDateTime.parse("2023-05-30T22:34:00+12:00")),
                Optional.empty(),
                OptionalDouble.of(2),
                OptionalDouble.of(-43.5),
                OptionalDouble.of(172.5),
                OptionalDouble.of(109.2),
                OptionalDouble.empty(),
                Optional.of("0123456789ABCDEF"),
                Optional.of("Open Acoustic Devices"),
                Optional.of("AudioMoth"),
                Optional.of("1.8.0"),
                OptionalInt.of(16_000),
                Optional.empty(),
                OptionalDouble.of(4.1),
                OptionalDouble.empty(),
                OptionalDouble.of(11.5)));
    assertThat(read.tags()).containsAllEntriesOf(guano);
    assertThat(read.timeExpansion()).isEqualTo(1);
    assertThat(read.findings()).isEmpty();
  }

  @Test
  void readsAudioMothsComment() {
    Map<String, String> tags =
        Map.of(
            "comment",
            "Recorded at 10:34:00 30/05/2023 (UTC+12) by AudioMoth 0123456789ABCDEF at medium gain",
            "artist",
            "AudioMoth 0123456789ABCDEF");

    RecorderClaims claims = RecorderTags.read(wav(tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.recordedAt()).contains(OffsetDateTime.parse("2023-05-30T10:34:00+12:00"));
    assertThat(claims.deviceId()).contains("0123456789ABCDEF");
    assertThat(claims.deviceModel()).contains("AudioMoth");
  }

  /** Broadcast Wave knows no offset from UTC, so the time is the recorder's own. */
  @Test
  void readsBroadcastWave() {
    LocalDateTime at = LocalDateTime.of(2023, 5, 30, 10, 34);
    BroadcastExtension broadcast = new BroadcastExtension(Optional.of("F8"), Optional.of(at));

    RecorderClaims claims =
        RecorderTags.read(
                wav(Map.of("creation_time", "10:34:00", "date", "2023-05-30")),
                new WaveTags(Map.of(), Map.of(), Optional.of(broadcast)),
                RECEIVED)
            .claims();

    assertThat(claims.recordedAt()).isEmpty();
    assertThat(claims.recordedAtLocal()).contains(at);
    assertThat(claims.deviceModel()).contains("F8");
  }

  @Test
  void readsAPhonesMp4() {
    Map<String, String> tags =
        Map.of("creation_time", "2024-10-02T01:47:11.000000Z", "location", "-43.5000+172.5000/");

    RecorderClaims claims = RecorderTags.read(info(MP4, tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.recordedAt()).contains(OffsetDateTime.parse("2024-10-02T01:47:11Z"));
    assertThat(claims.latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.5));
    assertThat(claims.longitudeDegrees()).isEqualTo(OptionalDouble.of(172.5));
  }

  @Test
  void prefersWhatAPhoneSaysWithItsOffset() {
    Map<String, String> tags =
        Map.of(
            "creation_time", "2024-10-02T01:47:11.000000Z",
            "com.apple.quicktime.creationdate", "2024-10-02T14:47:11+1300",
            "com.apple.quicktime.make", "Apple",
            "com.apple.quicktime.location.ISO6709", "-43.5+172.5+12.3/");

    RecorderClaims claims = RecorderTags.read(info(MP4, tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.recordedAt()).contains(OffsetDateTime.parse("2024-10-02T14:47:11+13:00"));
    assertThat(claims.deviceMake()).contains("Apple");
    assertThat(claims.altitudeMetres()).isEqualTo(OptionalDouble.of(12.3));
  }

  @Test
  void readsFrontierLabsComments() {
    Map<String, String> tags =
        Map.of(
            "RecordingStart", "2021-10-23T23:59:59+1000",
            "SensorUid", "00012345",
            "SensorLocation", "-27.4775+153.0283",
            "SensorFirmwareVersion", "3.28",
            "BatteryLevel", "46% (3.86 V)",
            "ChannelGain1", "20 dB");

    RecorderClaims claims = RecorderTags.read(info("flac", tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.recordedAt()).contains(OffsetDateTime.parse("2021-10-23T23:59:59+10:00"));
    assertThat(claims.deviceId()).contains("00012345");
    assertThat(claims.latitudeDegrees()).isEqualTo(OptionalDouble.of(-27.4775));
    assertThat(claims.deviceFirmware()).contains("3.28");
    assertThat(claims.batteryVolts()).isEqualTo(OptionalDouble.of(3.86));
    assertThat(claims.batteryPercent()).isEqualTo(OptionalDouble.of(46));
    assertThat(claims.gain()).contains("20 dB");
  }

  /** Their names are ASCII in any case (Xiph.org, "Ogg Vorbis I format specification", 5.2.1). */
  @Test
  void readsVorbisCommentsInAnyCase() {
    Map<String, String> tags =
        Map.of(
            "DATE", "2023-05-30T22:34:00+12:00",
            "LATITUDE", "-43.5",
            "longitude", "172.5",
            "DEVICEID", "42",
            "Temperature", "-3.5 C");

    RecorderClaims claims = RecorderTags.read(info("ogg", tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.recordedAt()).contains(OffsetDateTime.parse("2023-05-30T22:34:00+12:00"));
    assertThat(claims.latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.5));
    assertThat(claims.longitudeDegrees()).isEqualTo(OptionalDouble.of(172.5));
    assertThat(claims.deviceId()).contains("42");
    assertThat(claims.temperatureCelsius()).isEqualTo(OptionalDouble.of(-3.5));
  }

  @Test
  void readsTheKeysOfCameras() {
    Map<String, String> tags =
        Map.of(
            "com.apple.quicktime.creationdate", "2024-10-02T14:47:11+1300",
            "com.apple.quicktime.location.ISO6709", "-43.5+172.5+12.3/",
            "com.apple.quicktime.location.accuracy.horizontal", "4.7",
            "com.apple.quicktime.make", "Apple",
            "com.apple.quicktime.model", "iPhone 12",
            "com.apple.quicktime.software", "17.5");

    RecorderClaims claims = RecorderTags.read(info(MP4, tags), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.accuracyMetres()).isEqualTo(OptionalDouble.of(4.7));
    assertThat(claims.deviceModel()).contains("iPhone 12");
    assertThat(claims.deviceFirmware()).contains("17.5");
  }

  @ParameterizedTest
  @CsvSource({
    "batteryLevel, 87, , 87",
    "batteryLevel, 101, , ",
    "BatteryLevel, 3.9V, 3.9, ",
    "Battery Voltage, 12.4, 12.4, ",
    "Battery Voltage, low, , ",
    "Battery Voltage, 1e9, , ",
  })
  void readsTheBattery(String tag, String value, @Nullable Double volts, @Nullable Double percent) {
    RecorderClaims claims =
        RecorderTags.read(info(MP4, Map.of(tag, value)), NO_CHUNKS, RECEIVED).claims();

    assertThat(claims.batteryVolts()).isEqualTo(optional(volts));
    assertThat(claims.batteryPercent()).isEqualTo(optional(percent));
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Kept as claimed; received in January 2026. */
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T13:00:07+13:00, true",
    "2000-06-01T00:00:00Z,      true", // a clock chip that was never set
    "2000-12-31T23:59:59Z,      true",
    "2001-01-01T00:00:00Z,      false",
    "2026-01-16T02:00:00Z,      false", // the wrong one of all zones
    "2026-01-16T02:00:01Z,      true",
    "2106-02-07T06:28:15Z,      true",
  })
  void flagsClocksThatCanNotBeRight(OffsetDateTime recordedAt, boolean flagged) {
    SoundInfo info = info(MP4, Map.of("recordingDateTime", recordedAt.toString()));

    RecorderTags read = RecorderTags.read(info, NO_CHUNKS, RECEIVED);

    assertThat(read.claims().recordedAt()).contains(recordedAt);
    assertThat(read.findings())
        .extracting(Finding::code)
        .isEqualTo(flagged ? List.of("recorded-time-implausible") : List.of());
  }

  @Test
  void doesNotUseAPlaceThatIsNotOnEarth() {
    SoundInfo info = info(MP4, Map.of("latitude", "436.0", "longitude", "172.7"));

    RecorderTags read = RecorderTags.read(info, NO_CHUNKS, RECEIVED);

    assertThat(read.claims().latitudeDegrees()).isEmpty();
    assertThat(read.claims().longitudeDegrees()).isEqualTo(OptionalDouble.of(172.7));
    assertThat(read.tags()).containsEntry("latitude", "436.0");
    assertThat(read.findings())
        .containsExactly(new Finding("position-out-of-range", "latitude 436.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "10,  160000, 10,",
    "10,  '',     10,",
    "1,   16000,  1,",
    "'',  '',     1,",
    "8.5, 136000, 8.5,",
    "10,  16000,  10, time-expansion-contradicted",
    "0,   '',     1,  time-expansion-unusable",
    "-10, '',     1,  time-expansion-unusable",
    "101, '',     1,  time-expansion-unusable",
    "ten, '',     1,  time-expansion-unusable",
    "NaN, '',     1,  time-expansion-unusable",
  })
  void readsTheFactorOfTimeExpansion(
      String factor, String sampleRate, double expected, String finding) {
    WaveTags wave = guano(Map.of("TE", factor, "Samplerate", sampleRate));

    RecorderTags read = RecorderTags.read(wav(Map.of()), wave, RECEIVED);

    assertThat(read.timeExpansion()).isEqualTo(expected);
    assertThat(read.findings())
        .extracting(Finding::code)
        .isEqualTo(Optional.ofNullable(finding).stream().toList());
  }

  @Test
  void takesLettersFromTheFileWhereFfmpegFoundNone() {
    SoundInfo info = wav(Map.of("comment", "Enregistr\ufffd", "title", "Tūī"));
    WaveTags wave =
        new WaveTags(
            Map.of("comment", "Enregistré", "title", "other", "IKEY", "bird"),
            Map.of(),
            Optional.empty());

    Map<String, String> tags = RecorderTags.read(info, wave, RECEIVED).tags();

    assertThat(tags).isEqualTo(Map.of("comment", "Enregistré", "title", "Tūī", "IKEY", "bird"));
  }

  @Test
  void treatsTagsWithoutSenseAsAbsent() {
    Map<String, String> tags =
        Map.of(
            "recordingDateTime", "yesterday",
            "duration", "-1",
            "latitude", "south",
            "originalSampleRate", "1e300",
            "deviceId", " ");

    RecorderTags read = RecorderTags.read(info(MP4, tags), NO_CHUNKS, RECEIVED);

    assertThat(read.claims())
        .isEqualTo(
            new RecorderClaims(
                Optional.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
    assertThat(read.findings()).isEmpty();
  }

  private static WaveTags guano(Map<String, String> fields) {
    return new WaveTags(Map.of(), fields, Optional.empty());
  }

  private static SoundInfo wav(Map<String, String> tags) {
    return info("wav", tags);
  }

  private static SoundInfo info(String container, Map<String, String> tags) {
    return new SoundInfo(container, "pcm_s16le", 16_000, 1, Duration.ofSeconds(2), tags);
  }
}
