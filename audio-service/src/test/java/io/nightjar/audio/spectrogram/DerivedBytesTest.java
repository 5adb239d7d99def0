package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightjar.audio.spectrogram.SoundAnalysis.Outcome;
import io.nightjar.media.FfmpegInstallation;
import io.nightjar.media.PictureEncoder;
import io.nightjar.media.ProcessLimits;
import io.nightjar.media.SoundDecoder;
import io.nightjar.media.SoundLimits;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of each recording is small beside it. */
@Tag("process")
class DerivedBytesTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", ".."));
  private static final Path SAMPLES = ROOT.resolveSibling("shared").resolve("samples/audio");
  private static final Instant RECEIVED = Instant.parse("2026-02-01T00:00:00Z");

  /** Of a recording that is smaller than four times this. */
  private static final long ALWAYS = 60_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bellbird-32k.flac",
        "birds-mixed-32k.flac",
        "phone-16k-60s.m4a",
        "camera-48k-tags.aac",
        "tiny.mp3",
        "tone-pcm16-32k.wav"
      })
  void isAtMostAQuarterOfARealRecording(String name) throws IOException {
    assumeTrue(Files.isDirectory(SAMPLES));
    Path recording = SAMPLES.resolve(name);

    long bytes = derivedBytes(recording);

    assertThat(bytes).isLessThanOrEqualTo(Math.max(ALWAYS, Files.size(recording) / 4));
  }

  /** Nothing is harder to shorten than noise, and nothing has more regions than many calls. */
  @Test
  void isAtMostSixtyKilobytesOfTheWorst() throws IOException {
    float[] sound = Tones.noise(200_000, 0.02, 17);
    for (int i = 0; i < 200; i++) {
      float[] chirp = Tones.sine(500, 0.2, 0.125 + 0.25 * (i % 7) / 7);
      for (int n = 0; n < chirp.length; n++) {
        sound[i * 1_000 + n] += chirp[n];
      }
    }
    Path small = eightBits(folder.resolve("worst.wav"), sound);

    long bytes = derivedBytes(small);

    assertThat(bytes).isLessThanOrEqualTo(ALWAYS);
  }

  private static Path eightBits(Path file, float[] samples) throws IOException {
    ByteBuffer wav = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(8_000).putInt(8_000);
    wav.putShort((short) 1).putShort((short) 8);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length);
    for (float sample : samples) {
      wav.put((byte) Math.round(128 + 127 * sample));
    }
    return Files.write(file, wav.array());
  }

  private long derivedBytes(Path recording) throws IOException {
    SoundAnalysis analysis =
        new SoundAnalysis(
            new SoundDecoder(FfmpegInstallation.bundled(), SoundLimits.DEFAULT),
            SpectrogramParameters.DEFAULT,
            8,
            new PictureEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT),
            SoundArtefacts.USUAL);
    Outcome.Complete made =
        (Outcome.Complete) analysis.analyse(recording, folder, RECEIVED, _ -> {}, _ -> {});
    long bytes = Json.document(made.metadata()).length;
    for (SoundFile file : made.files()) {
      bytes += Files.size(file.path());
    }
    return bytes;
  }
}
