package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.audio.spectrogram.SoundAnalysis.Outcome;
import io.nightjar.audio.tags.RecorderClaims;
import io.nightjar.audio.tags.WaveBytes;
import io.nightjar.imaging.NpyHeader;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class SoundAnalysisTest {

  private static final Path SAMPLES =
      Path.of(System.getProperty("nightjar.root", ".."))
          .resolveSibling("shared")
          .resolve("samples/audio");

  private static final Instant RECEIVED = Instant.parse("2026-02-01T00:00:00Z");

  @TempDir Path folder;
  private SoundDecoder decoder;
  private SoundAnalysis analysis;

  @BeforeEach
  void createAnalysis() throws IOException {
    decoder = new SoundDecoder(FfmpegInstallation.bundled(), SoundLimits.DEFAULT);
    analysis = analysis(new SoundArtefacts(true, true));
  }

  private SoundAnalysis analysis(SoundArtefacts wanted) throws IOException {
    return new SoundAnalysis(
        decoder,
        SpectrogramParameters.DEFAULT,
        8,
        new PictureEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT),
        wanted);
  }

  /** 3000 Hz at 24 kHz is bin 256 of a 2048-point transform exactly. */
  @Test
  void findsACallWhereItWasPut() throws IOException {
    float[] sound = new float[4 * 24_000];
    float[] call = Tones.sine(6_000, 0.25, 3_000.0 / 24_000);
    System.arraycopy(call, 0, sound, 48_000, call.length); // from 2.00 s to 2.25 s

    Outcome.Complete complete =
        (Outcome.Complete) analyse(Tones.wav(folder.resolve("call.wav"), 24_000, sound), folder);

    SoundMetadata metadata = complete.metadata();
    assertThat(metadata.durationSeconds()).isEqualTo(4);
    assertThat(metadata.peakDbfs()).isCloseTo(20 * Math.log10(0.25), within(0.001));
    assertThat(metadata.rmsDbfs()).isCloseTo(10 * Math.log10(0.25 * 0.25 / 2 / 16), within(0.001));
    Npy array = Npy.read(array(complete));
    assertThat(array.rows()).isEqualTo(1025).isEqualTo(metadata.spectrogram().bins());
    assertThat(array.columns()).isEqualTo(188).isEqualTo(metadata.spectrogram().columns());
    double secondsPerColumn = metadata.spectrogram().secondsPerColumn();
    for (int column = 0; column < array.columns(); column++) {
      double time = column * secondsPerColumn;
      if (time > 2.05 && time < 2.20) {
        assertThat(array.at(256, column)).isCloseTo(-12.04f, within(0.01f));
        assertThat(Tones.argmax(array.column(column))).isEqualTo(256);
      } else if (time < 1.95 || time > 2.30) {
        assertThat(array.at(256, column)).isEqualTo(-100f);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "100, 1", "2047, 4", "2048, 4", "2049, 5"})
  void aVeryShortClipHasASpectrogram(int samples, int columns) throws IOException {
    float[] tone = Tones.sine(samples, 0.5, 0.1);

    Outcome outcome = analyse(Tones.wav(folder.resolve("short.wav"), 8_000, tone), folder);

    assertThat(outcome).isInstanceOf(Outcome.Complete.class);
    Outcome.Complete complete = (Outcome.Complete) outcome;
    assertThat(complete.metadata().spectrogram().columns()).isEqualTo(columns);
    assertThat(Npy.read(array(complete)).columns()).isEqualTo(columns);
    assertThat(Files.readString(picture(complete), StandardCharsets.ISO_8859_1))
        .startsWith("RIFF")
        .contains("WEBPVP8 ");
  }

  @Test
  void silenceHasASpectrogram() throws IOException {
    Outcome outcome =
        analyse(Tones.wav(folder.resolve("silence.wav"), 8_000, new float[8_000]), folder);

    assertThat(((Outcome.Complete) outcome).metadata().rmsDbfs()).isEqualTo(-200);
  }

  @Test
  void rejectsWithACodeAndLeavesNoFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path noSamples = Tones.wav(folder.resolve("none.wav"), 8_000);

    assertThat(analyse(empty, folder)).extracting("code").isEqualTo("not-decodable");
    assertThat(analyse(noSamples, folder)).extracting("code").isEqualTo("no-sound");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(empty, noSamples);
    }
  }

  @Test
  void analysesWhatIsLeftOfACutOffRecording() throws IOException {
    Path whole = Tones.wav(folder.resolve("whole.wav"), 8_000, Tones.sine(8_000, 0.5, 0.1));
    byte[] half = Arrays.copyOf(Files.readAllBytes(whole), 44 + 16_000);

    Outcome outcome = analyse(Files.write(folder.resolve("half.wav"), half), folder);

    assertThat(outcome).isInstanceOf(Outcome.Partial.class);
    Outcome.Partial partial = (Outcome.Partial) outcome;
    assertThat(partial.code()).isEqualTo("truncated");
    assertThat(partial.metadata().durationSeconds()).isEqualTo(0.5);
    assertThat(partial.metadata().end().code()).isEqualTo("truncated");
    assertThat(partial.metadata().end().complete()).isFalse();
    assertThat(array(partial)).isNotEmptyFile();
  }

  @Test
  void aRecordingGivesTheSameFilesEveryTime() throws IOException {
    Path sound = Tones.wav(folder.resolve("x.wav"), 48_000, Tones.sine(100_000, 0.1, 0.07));
    Path first = Files.createDirectory(folder.resolve("1"));
    Path second = Files.createDirectory(folder.resolve("2"));

    Outcome.Complete one = (Outcome.Complete) analyse(sound, first);
    Outcome.Complete two = (Outcome.Complete) analyse(sound, second);

    assertThat(one.metadata()).isEqualTo(two.metadata());
    assertThat(array(one)).hasSameBinaryContentAs(array(two));
    assertThat(picture(one)).hasSameBinaryContentAs(picture(two));
    assertThat(file(one.files(), "waveform.dat"))
        .hasSameBinaryContentAs(file(two.files(), "waveform.dat"));
  }

  /**
   * Figures from golden.json, made by FFmpeg 5.1; the columns follow from the samples: 1 +
   * ⌊(samples − 1) / 512⌋.
   */
  @ParameterizedTest
  @CsvSource({
    "bellbird-32k.flac,    32000, 1484800, 46.4,    -44.54, 0.06,   1, 2900",
    "birds-mixed-32k.flac, 32000, 3030400, 94.7,    -47.44, 0.0404, 2, 2960",
    "phone-16k-60s.m4a,    16000,  989184, 61.824,  -71.53, 0.0036, 1, 1932",
    "camera-48k-tags.aac,  48000,  480256, 10.0053, -43.78, 0.1822, 1,  938",
    "tiny.mp3,              8000,   13871, 1.7339,  -66.02, 0.0021, 1,   28",
    "tone-pcm16-32k.wav,   32000,  240000, 7.5,     -16.48, 0.7943, 1,  469",
    "tone-float32-32k.wav, 32000,  240000, 7.5,     -31.35, 0.1434, 1,  469",
  })
  void analysesRealRecordings(
      String name,
      int rate,
      long samples,
      double seconds,
      double rms,
      double peak,
      int pooled,
      int columns)
      throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES));

    Outcome.Complete complete = (Outcome.Complete) analyse(SAMPLES.resolve(name), folder);

    SoundMetadata metadata = complete.metadata();
    assertThat(metadata.sampleRateHertz()).isEqualTo(rate);
    assertThat(metadata.samples()).isEqualTo(samples);
    assertThat(metadata.durationSeconds()).isCloseTo(seconds, within(0.0001));
    assertThat(metadata.rmsDbfs()).isCloseTo(rms, within(0.006));
    assertThat(metadata.peakDbfs()).isCloseTo(20 * Math.log10(peak), within(0.3));
    assertThat(metadata.spectrogram().spectraPerColumn()).isEqualTo(pooled);
    Npy array = Npy.read(array(complete));
    assertThat(array.columns()).isEqualTo(columns);
    for (float level : array.values()) {
      assertThat(level).isBetween(-100f, 0f);
    }
  }

  @Test
  void readsWhatACameraWroteIntoItsTags() throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES));

    Outcome.Complete complete =
        (Outcome.Complete) analyse(SAMPLES.resolve("camera-48k-tags.aac"), folder);

    RecorderClaims recording = complete.metadata().recording();
    assertThat(recording.recordedAt())
        .contains(OffsetDateTime.parse("2024-10-02T14:47:11.101+13:00"));
    assertThat(recording.claimedDurationSeconds()).isEqualTo(OptionalDouble.of(20.000912));
    assertThat(recording.latitudeDegrees()).isEqualTo(OptionalDouble.of(-43.601032));
    assertThat(recording.longitudeDegrees()).isEqualTo(OptionalDouble.of(172.71317));
    assertThat(recording.altitudeMetres()).isEqualTo(OptionalDouble.of(109.232956));
    assertThat(recording.accuracyMetres()).isEqualTo(OptionalDouble.of(6));
    assertThat(recording.deviceId()).contains("2523");
    assertThat(recording.originalSampleRateHertz()).isEqualTo(OptionalInt.empty());
    assertThat(complete.metadata().tags()).containsEntry("locTimestamp", "1713296744000000");
  }

  /**
   * By hand: 6·1025·4096 + 64·4096 + 10·1025 + 4·2·(31·512 + 1.5·2048) + 100·2048 + 64·512 +
   * 256·1025 + 4096 + 8.5·1412·616 + 12·128·1250 + 8·1250 + 8·129 + 128·200 + 4·2048 + 2²⁰, and
   * (2·625 + 1250)·128 + 8·(625 + 1250) for the liveliest part, and 10·320·240 + 2·20000 for its
   * pictures.
   */
  @Test
  void saysWhatARecordingCosts() {
    assertThat(SoundAnalysis.heapBytes(SpectrogramParameters.DEFAULT, 2)).isEqualTo(37_668_042L);
  }

  /**
   * Nothing that is made on the way is thrown away, so all that is ever allocated for samples,
   * columns and the picture bounds what is held at once. 1024 columns are filled and pooled twice.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void neverTakesMoreThanItReserves(int channels) throws IOException {
    SpectrogramParameters parameters = new SpectrogramParameters(2048, 512, 1024);
    float[] block = Tones.noise(512 * channels, 0.1, 1);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    drawn(parameters, channels, block, 1); // loads classes and tables
    long before = threads.getCurrentThreadAllocatedBytes();

    drawn(parameters, channels, block, 4000);

    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated)
        .isLessThan(SoundAnalysis.heapBytes(parameters, channels))
        .isGreaterThan(SoundAnalysis.heapBytes(parameters, channels) / 2);
  }

  private static void drawn(
      SpectrogramParameters parameters, int channels, float[] block, int blocks)
      throws IOException {
    SpectrogramBuilder builder = new SpectrogramBuilder(parameters, channels);
    for (int i = 0; i < blocks; i++) {
      builder.add(block, block.length / channels);
    }
    Spectrogram spectrogram = builder.finish(48_000, 1);
    NpyWriter.write(spectrogram, NpyHeader.Element.FLOAT32, OutputStream.nullOutputStream());
    SpectrogramPicture.of(spectrogram);
  }

  @Test
  void reservesBeforeItStarts() throws IOException {
    Path sound = Tones.wav(folder.resolve("x.wav"), 8_000, Tones.sine(8_000, 0.5, 0.1));
    List<Long> reserved = new ArrayList<>();
    IllegalStateException none = new IllegalStateException("no memory");

    assertThatThrownBy(
            () ->
                analysis.analyse(
                    sound,
                    folder,
                    RECEIVED,
                    bytes -> {
                      reserved.add(bytes);
                      throw none;
                    },
                    _ -> {
                      throw new AssertionError("works without memory");
                    }))
        .isSameAs(none);

    assertThat(reserved)
        .containsExactly(
            SoundAnalysis.heapBytes(SpectrogramParameters.DEFAULT, 8) + decoder.mostHeapBytes());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(sound);
    }
  }

  @Test
  void reportsAllSamplesAsItGoes() throws IOException {
    Path sound = Tones.wav(folder.resolve("x.wav"), 8_000, new float[100_000]);
    List<Long> spent = new ArrayList<>();

    analysis.analyse(sound, folder, RECEIVED, _ -> {}, spent::add);

    assertThat(spent).hasSizeGreaterThan(5).allMatch(samples -> samples > 0);
    assertThat(spent.stream().mapToLong(Long::longValue).sum()).isEqualTo(100_000);
  }

  @Test
  void endsWhereItsWorkIsStopped() throws IOException {
    Path sound = Tones.wav(folder.resolve("x.wav"), 8_000, new float[100_000]);
    IllegalStateException stop = new IllegalStateException("deadline");

    assertThatThrownBy(
            () ->
                analysis.analyse(
                    sound,
                    folder,
                    RECEIVED,
                    _ -> {},
                    _ -> {
                      throw stop;
                    }))
        .isSameAs(stop);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(sound);
    }
  }

  /** 2 s at 16 kHz, told to be ten times slower than life: 0.2 s, and its tone at 20 kHz. */
  @Test
  void readsATimeExpandedRecordingAsItWas() throws IOException {
    Path tone = Tones.wav(folder.resolve("bat.wav"), 16_000, Tones.sine(32_000, 0.25, 0.125));
    byte[] guano = WaveBytes.chunk("guan", "GUANO|Version: 1.0\nTE: 10\nSamplerate: 160000\n");
    Files.write(tone, guano, StandardOpenOption.APPEND);

    Outcome.Complete complete = (Outcome.Complete) analyse(tone, folder);

    SoundMetadata metadata = complete.metadata();
    assertThat(metadata.timeExpansion()).isEqualTo(10);
    assertThat(metadata.durationSeconds()).isEqualTo(0.2);
    assertThat(metadata.sampleRateHertz()).isEqualTo(160_000);
    assertThat(metadata.fileSampleRateHertz()).isEqualTo(16_000);
    assertThat(metadata.spectrogram().secondsPerColumn()).isEqualTo(0.0032);
    float[] column = Npy.read(array(complete)).column(30);
    assertThat(Tones.argmax(column) * metadata.spectrogram().hertzPerBin()).isEqualTo(20_000);
    assertThat(metadata.findings()).isEmpty();
    assertThat(metadata.tags()).containsEntry("TE", "10");
  }

  /** Their mean is silence, which is what was drawn and told before. */
  @Test
  void hearsChannelsThatCancelEachOther() throws IOException {
    float[] sound =
        Tones.interleave(Tones.sine(16_000, 0.25, 0.125), Tones.sine(16_000, -0.25, 0.125));

    Outcome.Complete complete =
        (Outcome.Complete) analyse(Tones.wav(folder.resolve("x.wav"), 16_000, 2, sound), folder);

    SoundMetadata metadata = complete.metadata();
    assertThat(metadata.durationSeconds()).isEqualTo(1);
    assertThat(metadata.channelLevels()).hasSize(2);
    assertThat(metadata.rmsDbfs()).isCloseTo(-15.05, within(0.01));
    assertThat(metadata.findings()).extracting("code").containsExactly("channels-in-antiphase");
    assertThat(Npy.read(array(complete)).at(256, 15)).isCloseTo(-12.04f, within(0.01f));
  }

  @Test
  void tellsAnOffset() throws IOException {
    float[] sound = Tones.sum(Tones.sine(16_000, 0.25, 0.125), Tones.constant(16_000, -0.125f));

    Outcome.Complete complete =
        (Outcome.Complete) analyse(Tones.wav(folder.resolve("x.wav"), 16_000, sound), folder);

    assertThat(complete.metadata().channelLevels())
        .singleElement()
        .satisfies(level -> assertThat(level.offset()).isCloseTo(-0.125, within(1e-6)));
    assertThat(complete.metadata().findings()).extracting("code").containsExactly("dc-offset");
  }

  /** What a machine with other digits and another zone makes is the same, byte for byte. */
  @Test
  void isTheSameWhereverTheMachineStands() throws IOException {
    Path sound = Tones.wav(folder.resolve("x.wav"), 48_000, Tones.sine(4_000_000, 0.1, 0.07));
    Path here = Files.createDirectory(folder.resolve("here"));
    Path there = Files.createDirectory(folder.resolve("there"));

    Outcome.Complete one = analyseIn(Locale.US, "UTC", sound, here);
    Outcome.Complete two =
        analyseIn(Locale.forLanguageTag("bn-BD-u-nu-beng"), "Pacific/Chatham", sound, there);

    assertThat(array(two)).hasSameBinaryContentAs(array(one));
    assertThat(picture(two)).hasSameBinaryContentAs(picture(one));
    assertThat(two.metadata()).hasToString(one.metadata().toString());
  }

  private Outcome.Complete analyseIn(Locale locale, String zone, Path sound, Path workFolder)
      throws IOException {
    try {
      Locale.setDefault(locale);
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      return (Outcome.Complete) analyse(sound, workFolder);
    } finally {
      Locale.setDefault(
          Locale.of(System.getProperty("user.language"), System.getProperty("user.country", "")));
      TimeZone.setDefault(null); // that of the start
    }
  }

  private Outcome analyse(Path sound, Path workFolder) throws IOException {
    return analysis.analyse(sound, workFolder, RECEIVED, _ -> {}, _ -> {});
  }

  private static Path array(Outcome.Complete complete) {
    return file(complete.files(), "spectrogram.npy");
  }

  private static Path array(Outcome.Partial partial) {
    return file(partial.files(), "spectrogram.npy");
  }

  private static Path picture(Outcome.Complete complete) {
    return file(complete.files(), "spectrogram.webp");
  }

  private static Path file(List<SoundFile> files, String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .map(SoundFile::path)
        .findFirst()
        .orElseThrow();
  }
}
