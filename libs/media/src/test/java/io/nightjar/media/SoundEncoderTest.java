package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.media.DecodeOutcome.Decoded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class SoundEncoderTest {

  @TempDir Path folder;

  @Test
  void encodesAToneWithTagsTheSameWayTwice() throws IOException {
    FfmpegInstallation ffmpeg = FfmpegInstallation.bundled();
    SoundEncoder encoder = new SoundEncoder(ffmpeg, ProcessLimits.DEFAULT);
    short[] tone = new short[48_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) Math.round(16384 * Math.sin(2 * Math.PI * 1000 * i / 48_000));
    }
    Path wav = Files.write(folder.resolve("tone.wav"), Wav.pcm16(48_000, 1, tone));
    Map<String, String> tags =
        Map.of("recordingDateTime", "2026-01-02T03:04:05+13:00", "latitude", "-43.5");

    encoder.encodeM4a(wav, folder.resolve("1.m4a"), 96_000, tags);
    encoder.encodeM4a(wav, folder.resolve("2.m4a"), 96_000, tags);

    assertThat(folder.resolve("1.m4a")).hasSameBinaryContentAs(folder.resolve("2.m4a"));
    CollectedSamples sink = new CollectedSamples();
    Decoded decoded =
        (Decoded)
            new SoundDecoder(ffmpeg, SoundLimits.DEFAULT).decode(folder.resolve("1.m4a"), sink);
    assertThat(decoded.info().codec()).isEqualTo("aac");
    assertThat(decoded.info().tags()).containsAllEntriesOf(tags);
    assertThat(sink.samples.length).isBetween(48_000, 48_000 + 2048);
    assertThat(sink.rmsDbfs()).isCloseTo(20 * Math.log10(0.5) - 3.01, within(0.3));
  }

  @Test
  void saysWhyItFailed() throws IOException {
    SoundEncoder encoder = new SoundEncoder(FfmpegInstallation.bundled(), ProcessLimits.DEFAULT);
    Path garbage = Files.write(folder.resolve("x.wav"), new byte[100]);

    assertThatThrownBy(() -> encoder.encodeM4a(garbage, folder.resolve("x.m4a"), 64_000, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in RIFF header");
  }
}
