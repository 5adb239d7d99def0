package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.media.DecodeOutcome.Decoded;
import io.nightjar.media.DecodeOutcome.DecodedPartially;
import io.nightjar.media.DecodeOutcome.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class SoundDecoderTest {

  @TempDir Path folder;
  private FfmpegInstallation ffmpeg;
  private final CollectedSamples sink = new CollectedSamples();

  @BeforeEach
  void findFfmpeg() throws IOException {
    ffmpeg = FfmpegInstallation.bundled();
  }

  /** Figures from golden.json: FFmpeg 5.1 decoded the samples when they were collected. */
  @ParameterizedTest
  @CsvSource({
    "bellbird-32k.flac,   flac,      32000, 1484800, 46400000, -44.54, 0.06",
    "birds-mixed-32k.flac,flac,      32000, 3030400, 94700000, -47.44, 0.0404",
    "phone-16k-60s.m4a,   aac,       16000,  989184, 61824000, -71.53, 0.0036",
    "camera-48k-tags.aac, aac,       48000,  480256, 10000000, -43.78, 0.1822",
    "tiny.mp3,            mp3,        8000,   13871,  1800000, -66.02, 0.0021",
    "tone-pcm16-32k.wav,  pcm_s16le, 32000,  240000,  7500000, -16.48, 0.7943",
    "tone-float32-32k.wav,pcm_f32le, 32000,  240000,  7500000, -31.35, 0.1434",
  })
  void decodesRealRecordings(
      String name,
      String codec,
      int rate,
      long samples,
      long claimedMicros,
      double rms,
      double peak)
      throws IOException {
    assumeTrue(Samples.present());

    DecodeOutcome outcome = decoder().decode(Samples.AUDIO.resolve(name), sink);

    assertThat(outcome).isInstanceOf(Decoded.class);
    Decoded decoded = (Decoded) outcome;
    assertThat(decoded.sound()).isEqualTo(new DecodedSound(rate, 1, samples, 0, List.of()));
    assertThat(decoded.info().codec()).isEqualTo(codec);
    assertThat(decoded.info().claimedDuration()).isEqualTo(Duration.ofNanos(claimedMicros * 1000));
    assertThat(sink.samples).hasSize((int) samples);
    assertThat(sink.rmsDbfs()).isCloseTo(rms, within(0.006));
    assertThat(sink.peak()).isCloseTo(peak, within(0.0001));
  }

  @Test
  void readsTheTagsOfACamera() throws IOException {
    assumeTrue(Samples.present());

    ProbeOutcome outcome = decoder().probe(Samples.AUDIO.resolve("camera-48k-tags.aac"));

    SoundInfo info = ((ProbeOutcome.Sound) outcome).info();
    assertThat(info.tags())
        .containsEntry("recordingDateTime", "2024-10-02T14:47:11.101+13:00")
        .containsEntry("duration", "20.000912")
        .containsEntry("latitude", "-43.601032")
        .containsEntry("longitude", "172.71317")
        .containsEntry("deviceId", "2523")
        .containsEntry("locAltitude", "109.232956")
        .containsEntry("locTimestamp", "1713296744000000")
        .containsEntry("locAccuracy", "6");
  }

  @Test
  void handsOnEverySampleOfAWaveFile() throws IOException {
    short[] ramp = new short[100_000];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (short) (i * 37);
    }

    DecodeOutcome outcome = decoder().decode(file("ramp.wav", Wav.pcm16(44_100, 1, ramp)), sink);

    assertThat(outcome).isInstanceOf(Decoded.class);
    assertThat(sink.sampleRate).isEqualTo(44_100);
    assertThat(sink.samples).hasSize(ramp.length);
    for (int i = 0; i < ramp.length; i++) {
      assertThat(sink.samples[i]).isEqualTo(ramp[i] / 32768f);
    }
  }

  @Test
  void handsOnEveryChannelWhateverTheSampleFormat() throws IOException {
    short[] integers = {16384, 0, 16384, 16384, -32768, -32768};
    float[] floats = {0.5f, 0f, 0.5f, 0.5f, -1f, -1f};
    CollectedSamples fromFloats = new CollectedSamples();

    decoder().decode(file("i.wav", Wav.pcm16(8000, 2, integers)), sink);
    decoder().decode(file("f.wav", Wav.float32(8000, 2, floats)), fromFloats);

    assertThat(sink.channels).isEqualTo(2);
    assertThat(sink.samples).containsExactly(floats);
    assertThat(fromFloats.samples).containsExactly(floats);
  }

  @Test
  void replacesWhatIsNoLevel() throws IOException {
    float[] absurd = {0.5f, Float.NaN, Float.POSITIVE_INFINITY, -1e30f, 1000f};

    DecodeOutcome outcome =
        decoder().decode(file("absurd.wav", Wav.float32(8000, 1, absurd)), sink);

    assertThat(((Decoded) outcome).sound()).isEqualTo(new DecodedSound(8000, 1, 5, 3, List.of()));
    assertThat(sink.samples).containsExactly(0.5f, 0f, 1000f, -1000f, 1000f);
  }

  @Test
  void oneSampleIsSoundAndNoSampleIsNone() throws IOException {
    DecodeOutcome one = decoder().decode(file("one.wav", Wav.pcm16(8000, 1, (short) 1)), sink);
    DecodeOutcome none = decoder().decode(file("none.wav", Wav.pcm16(8000, 1)), sink);

    assertThat(one).isInstanceOf(Decoded.class);
    assertThat(sink.samples).containsExactly(1 / 32768f);
    assertThat(none)
        .isEqualTo(new Rejected(SoundFault.NO_SOUND, "the audio stream has no samples"));
  }

  @Test
  void rejectsWhatIsNoSound() throws IOException {
    byte[] noise = new byte[50_000];
    new SplittableRandom(1).nextBytes(noise);

    assertThat(fault(decoder().decode(file("empty.m4a"), sink)))
        .isEqualTo(SoundFault.NOT_DECODABLE);
    assertThat(fault(decoder().decode(file("noise.wav", noise), sink)))
        .isEqualTo(SoundFault.NOT_DECODABLE);
    assertThat(fault(decoder().decode(file("a", (byte) 'a'), sink)))
        .isEqualTo(SoundFault.NOT_DECODABLE);
    assertThat(sink.samples).isEmpty();
  }

  @Test
  void aReasonNamesNeitherFoldersNorAddresses() throws IOException {
    Path noise = file("noise.m4a", new byte[5_000]);

    Rejected first = (Rejected) decoder().decode(noise, sink);
    Rejected second = (Rejected) decoder().decode(noise, sink);

    assertThat(first).isEqualTo(second);
    assertThat(first.reason()).doesNotContain(folder.toString()).doesNotContain("0x").isNotBlank();
  }

  @Test
  void aPlaylistCannotReadOtherFiles() throws IOException {
    Path secret = file("secret.wav", Wav.pcm16(8000, 1, new short[8000]));
    String hls =
        "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + secret + "\n#EXT-X-ENDLIST\n";
    String concat = "ffconcat version 1.0\nfile secret.wav\n";

    assertThat(fault(decoder().decode(text("list.m3u8", hls), sink)))
        .isEqualTo(SoundFault.NOT_DECODABLE);
    assertThat(fault(decoder().decode(text("list.ffconcat", concat), sink)))
        .isEqualTo(SoundFault.NOT_DECODABLE);
  }

  @Test
  void aNameIsNeverAnOptionOrAProtocol() throws IOException {
    byte[] wav = Wav.pcm16(8000, 1, (short) 5);

    assertThat(decoder().decode(file("-y", wav), sink)).isInstanceOf(Decoded.class);
    assertThat(decoder().decode(file("http:x'$(id)\" %d.wav", wav), sink))
        .isInstanceOf(Decoded.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bellbird-32k.flac", "camera-48k-tags.aac", "tiny.mp3", "tone-pcm16-32k.wav"})
  void keepsWhatIsLeftOfACutOffRecording(String name) throws IOException {
    assumeTrue(Samples.present());
    byte[] whole = Files.readAllBytes(Samples.AUDIO.resolve(name));
    CollectedSamples wholeSound = new CollectedSamples();
    decoder().decode(Samples.AUDIO.resolve(name), wholeSound);

    DecodeOutcome outcome =
        decoder().decode(file(name, Arrays.copyOf(whole, whole.length * 6 / 10)), sink);

    assertThat(outcome).isInstanceOf(DecodedPartially.class);
    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.TRUNCATED);
    assertThat(((DecodedPartially) outcome).sound().samples()).isEqualTo(sink.samples.length);
    assertThat((double) sink.samples.length / wholeSound.samples.length).isBetween(0.45, 0.65);
    int same =
        sink.samples.length - Math.min(8192, sink.samples.length / 3); // the last blocks suffer
    assertThat(Arrays.equals(sink.samples, 0, same, wholeSound.samples, 0, same)).isTrue();
  }

  @Test
  void aCutOffRecordingWhoseIndexIsMissingDoesNotDecode() throws IOException {
    assumeTrue(Samples.present());
    byte[] whole =
        Files.readAllBytes(Samples.AUDIO.resolve("phone-16k-60s.m4a")); // its moov atom comes last

    DecodeOutcome outcome =
        decoder().decode(file("cut.m4a", Arrays.copyOf(whole, whole.length / 2)), sink);

    assertThat(fault(outcome)).isEqualTo(SoundFault.NOT_DECODABLE);
  }

  @Test
  void saysThatTheMiddleIsDamaged() throws IOException {
    assumeTrue(Samples.present());
    byte[] bytes = Files.readAllBytes(Samples.AUDIO.resolve("bellbird-32k.flac"));
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 2000, (byte) 0);

    DecodeOutcome outcome = decoder().decode(file("damaged.flac", bytes), sink);

    assertThat(outcome).isInstanceOf(DecodedPartially.class);
    assertThat(((DecodedPartially) outcome).fault()).isEqualTo(SoundFault.DAMAGED);
    assertThat(sink.samples.length).isBetween(1_400_000, 1_484_800);
  }

  /**
   * Damage anywhere is an outcome, never an exception: no recording can look like a failing
   * machine.
   */
  @Test
  void anyDamageIsAnOutcome() throws IOException {
    Path wav = file("tone.wav", Wav.pcm16(8000, 1, new short[16_000]));
    Path m4a = folder.resolve("tone.m4a");
    new SoundEncoder(ffmpeg, PROCESS).encodeM4a(wav, m4a, 32_000, Map.of("deviceId", "1"));
    SplittableRandom random = new SplittableRandom(4);
    for (Path source : List.of(wav, m4a)) {
      byte[] whole = Files.readAllBytes(source);
      for (int round = 0; round < 25; round++) {
        byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length / 2, whole.length + 1));
        for (int hit = 0; hit < 8; hit++) {
          int head =
              Math.min(
                  damaged.length,
                  hit < 6 ? 1000 : damaged.length); // most hits where the structure is
          damaged[random.nextInt(head)] = (byte) random.nextInt();
        }
        CollectedSamples collected = new CollectedSamples();
        DecodeOutcome outcome = decoder().decode(file("damaged", damaged), collected);
        switch (outcome) {
          case Decoded decoded ->
              assertThat(collected.samples).hasSize((int) decoded.sound().samples());
          case DecodedPartially partially ->
              assertThat(collected.samples).hasSize((int) partially.sound().samples());
          case Rejected rejected -> assertThat(rejected.reason()).isNotBlank();
        }
      }
    }
  }

  @Test
  void theLongestRecordingPassesAndOneSampleMoreDoesNot() throws IOException {
    SoundDecoder oneSecond =
        new SoundDecoder(ffmpeg, new SoundLimits(Duration.ofSeconds(1), 2, 8000, 8000, PROCESS));

    DecodeOutcome longest =
        oneSecond.decode(file("8000.wav", Wav.pcm16(8000, 1, new short[8000])), sink);
    DecodeOutcome longer =
        oneSecond.decode(file("8001.wav", Wav.pcm16(8000, 1, new short[8001])), sink);

    assertThat(longest).isInstanceOf(Decoded.class);
    assertThat(fault(longer)).isEqualTo(SoundFault.TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "8000,   8, ",
    "8000,   9, TOO_MANY_CHANNELS",
    "249,    1, SAMPLE_RATE_OUT_OF_RANGE",
    "250,    1, ",
    "1000000, 1, ",
    "1000001, 1, SAMPLE_RATE_OUT_OF_RANGE",
  })
  void keepsToTheLimitsOfChannelsAndRate(int rate, int channels, @Nullable SoundFault fault)
      throws IOException {
    DecodeOutcome outcome =
        decoder().decode(file("x.wav", Wav.pcm16(rate, channels, new short[channels * 9])), sink);

    if (fault == null) {
      assertThat(((Decoded) outcome).sound())
          .isEqualTo(new DecodedSound(rate, channels, 9, 0, List.of()));
    } else {
      assertThat(fault(outcome)).isEqualTo(fault);
    }
  }

  @Test
  void aMachineFaultIsNotTheRecordingsFault() throws IOException {
    Path wav = file("x.wav", Wav.pcm16(8000, 1, new short[8000]));
    SoundDecoder without =
        new SoundDecoder(FfmpegInstallation.installedIn(folder), SoundLimits.DEFAULT);
    SampleSink fullDisk =
        new SampleSink() {
          @Override
          public void begin(int sampleRate, int channels) {}

          @Override
          public void accept(float[] interleaved, int count) throws IOException {
            throw new IOException("no space left");
          }
        };

    assertThatThrownBy(() -> without.decode(wav, sink))
        .isInstanceOf(ChildFaultException.class)
        .extracting(thrown -> ((ChildFaultException) thrown).code())
        .isEqualTo("not-started");
    assertThatThrownBy(() -> decoder().decode(wav, fullDisk))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
    assertThatThrownBy(() -> decoder().decode(folder.resolve("gone.wav"), sink))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aLimitInWhichFfmpegCannotStartIsAMachineFault() throws IOException {
    ProcessLimits tight = new ProcessLimits(Duration.ofMinutes(1), 200_000, 1 << 20, 0);
    SoundDecoder starved =
        new SoundDecoder(ffmpeg, new SoundLimits(Duration.ofHours(1), 8, 8000, 48000, tight));
    Path wav = file("x.wav", Wav.pcm16(8000, 1, new short[8000]));

    assertThatThrownBy(() -> starved.decode(wav, sink)).isInstanceOf(ChildFaultException.class);
  }

  private static final ProcessLimits PROCESS = ProcessLimits.DEFAULT;

  private SoundDecoder decoder() {
    return new SoundDecoder(ffmpeg, SoundLimits.DEFAULT);
  }

  private Path file(String name, byte... bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path text(String name, String content) throws IOException {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static SoundFault fault(DecodeOutcome outcome) {
    return switch (outcome) {
      case Rejected rejected -> rejected.fault();
      case DecodedPartially partially -> partially.fault();
      case Decoded decoded -> throw new AssertionError("decoded: " + decoded);
    };
  }
}
