package io.nightjar.audio.waveform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By the format's description: github.com/bbc/audiowaveform/blob/master/doc/DataFormat.md. */
class WaveformPeaksTest {

  /**
   * Version 2, flags 0 (16 bits), 8000 Hz, 256 samples a stretch, 2 stretches, 1 channel; then the
   * lowest and the highest of each: −0.5 is −16384 (c000), 0.25 is 8192 (2000), −1 is −32768
   * (8000), and 1, which 16 bits can't hold, 32767 (7fff). All little-endian.
   */
  @Test
  void writesWhatTheFormatSays() throws IOException {
    float[] sound = new float[300];
    sound[3] = -0.5f;
    sound[255] = 0.25f;
    sound[256] = -1;
    sound[299] = 1;

    byte[] file = written(8_000, 1, sound);

    assertThat(HexFormat.of().formatHex(file))
        .isEqualTo(
            "0200000000000000401f0000000100000200000001000000" // the header
                + "00c00020"
                + "0080ff7f");
  }

  /** One side inverted: their mean is silence. */
  @Test
  void channelsAreNeverMixed() throws IOException {
    byte[] file = written(8_000, 2, 0.25f, -0.25f, 0.5f, -0.5f);

    assertThat(HexFormat.of().formatHex(file, 20, file.length)).isEqualTo("0100000000c00040");
  }

  /** 2048 stretches of 256 samples are joined in pairs: 1024 of 512, and one that is not full. */
  @Test
  void aLongSoundHasLongerStretchesAndNoShortCallIsLost() throws IOException {
    float[] sound = new float[2048 * 256 + 1];
    sound[512 * 700 + 511] = 0.5f;

    byte[] file = written(48_000, 1, sound);

    assertThat(HexFormat.of().formatHex(file, 12, 20)).isEqualTo("0002000001040000");
    assertThat(file).hasSize(24 + 4 * 1025);
    assertThat(HexFormat.of().formatHex(file, 24 + 4 * 700, 24 + 4 * 701)).isEqualTo("00000040");
  }

  /** By waveform-data, of those who made the format, as pinned in src/test/node. */
  @Test
  @Tag("process")
  void theParserOfPeaksJsReadsIt(@TempDir Path folder) throws Exception {
    float[] sound = new float[10_000];
    sound[5_000] = -0.5f;
    Path file = Files.write(folder.resolve("waveform.dat"), written(8_000, 1, sound));
    String program =
        """
        const { create } = require('waveform-data');
        const bytes = require('fs').readFileSync(process.argv[1]);
        const wave = create(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
        console.log(wave.sample_rate, wave.scale, wave.length, wave.channels, wave.bits,
            wave.channel(0).min_sample(19), wave.channel(0).min_sample(20), wave.channel(0).max_sample(19));
        """;

    NodePackages.Said said =
        NodePackages.run(NodePackages.installed(), "node", "-e", program, file.toString());

    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text().strip()).isEqualTo("8000 256 40 1 16 -16384 0 0");
  }

  private static byte[] written(int rate, int channels, float... samples) throws IOException {
    WaveformPeaks peaks = new WaveformPeaks();
    peaks.add(samples, samples.length / channels, channels);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    peaks.write(rate, out);
    return out.toByteArray();
  }
}
