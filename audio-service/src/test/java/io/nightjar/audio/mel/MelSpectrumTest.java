package io.nightjar.audio.mel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.imaging.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class MelSpectrumTest {
  private static final int SAMPLES = 12_000;

  @TempDir Path folder;

  /** Values of librosa 0.11.0, written by src/test/python/mel_values.py. */
  @ParameterizedTest(name = "{0} at {1} Hz, column {3}")
  @CsvFileSource(resources = "librosa.csv")
  void givesTheLevelsThatLibrosaGives(
      String preset, int rate, int columns, int column, String levels) throws IOException {
    double[] expected = Arrays.stream(levels.split(";")).mapToDouble(Double::parseDouble).toArray();

    List<float[]> made = made(preset(preset), rate, 1, sound(), 4096);

    assertThat(made).hasSize(columns);
    assertThat(made.get(column)).hasSize(expected.length);
    for (int band = 0; band < expected.length; band++) {
      assertThat((double) made.get(column)[band])
          .as("band " + band)
          .isCloseTo(expected[band], within(1e-3));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 2048, SAMPLES})
  void doesNotDependOnTheSizesOfBlocks(int block) throws IOException {
    List<float[]> whole = made(MelParameters.LIBROSA, 48_000, 1, sound(), 4096);

    List<float[]> made = made(MelParameters.LIBROSA, 48_000, 1, sound(), block);

    assertThat(made).hasSameSizeAs(whole);
    for (int i = 0; i < made.size(); i++) {
      assertThat(made.get(i)).isEqualTo(whole.get(i));
    }
  }

  /** The mean of their power: that of one, where both have the same or the inverse. */
  @Test
  void channelsThatCancelEachOtherAreHeard() throws IOException {
    float[] sound = sound();
    float[] both = new float[2 * sound.length];
    for (int i = 0; i < sound.length; i++) {
      both[2 * i] = sound[i];
      both[2 * i + 1] = -sound[i];
    }

    List<float[]> made = made(MelParameters.LIBROSA, 48_000, 2, both, 1000);

    assertThat(made.get(9))
        .containsExactly(made(MelParameters.LIBROSA, 48_000, 1, sound, 1000).get(9), within(1e-4f));
  }

  /** What plays ten times slower than life at 4.8 kHz was recorded at 48 kHz. */
  @Test
  void bandsAreThoseOfLife() throws IOException {
    List<float[]> slow = new ArrayList<>();
    MelSpectrum spectrum =
        new MelSpectrum(MelParameters.LIBROSA, 10, column -> slow.add(column.clone()));
    spectrum.begin(4_800, 1);
    spectrum.accept(sound(), SAMPLES);

    spectrum.finish();

    assertThat(slow.get(9))
        .isEqualTo(made(MelParameters.LIBROSA, 48_000, 1, sound(), SAMPLES).get(9));
  }

  /** 16 bits have 11 of precision: of levels from 64 to 128 dB, a sixteenth. */
  @Test
  void anArrayHasTheSameLevelsInHalfTheSpace() throws IOException {
    Path file = folder.resolve("mel.npy");
    int columns;
    try (MelArray array =
        new MelArray(MelParameters.LIBROSA, 1, NpyHeader.Element.FLOAT16, folder)) {
      array.begin(48_000, 1);
      array.accept(sound(), SAMPLES);

      columns = array.write(file);
    }

    byte[] bytes = Files.readAllBytes(file);
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .contains("'descr': '<f2', 'fortran_order': True, 'shape': (128, 24)");
    assertThat(columns).isEqualTo(24);
    assertThat(bytes).hasSize(128 + 2 * 128 * 24);
    float[] exact = made(MelParameters.LIBROSA, 48_000, 1, sound(), SAMPLES).get(9);
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int band = 0; band < 128; band++) {
      float level = Float.float16ToFloat(numbers.getShort(128 + 2 * (9 * 128 + band)));
      assertThat(level).isCloseTo(exact[band], within(0.0313f));
    }
  }

  private static List<float[]> made(
      MelParameters parameters, int rate, int channels, float[] samples, int block)
      throws IOException {
    List<float[]> columns = new ArrayList<>();
    MelSpectrum spectrum = new MelSpectrum(parameters, 1, column -> columns.add(column.clone()));
    spectrum.begin(rate, channels);
    int frames = samples.length / channels;
    for (int from = 0; from < frames; from += block) {
      int to = Math.min(frames, from + block);
      spectrum.accept(Arrays.copyOfRange(samples, from * channels, to * channels), to - from);
    }
    spectrum.finish();
    return columns;
  }

  private static MelParameters preset(String name) {
    return switch (name) {
      case "librosa" -> MelParameters.LIBROSA;
      case "birdnet-low" -> MelParameters.BIRDNET_LOW;
      case "birdnet-high" -> MelParameters.BIRDNET_HIGH;
      case "birds-160" -> MelParameters.BIRDS_160;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** As in mel_values.py. */
  private static float[] sound() {
    float[] samples = new float[SAMPLES];
    long state = 1987;
    for (int n = 0; n < SAMPLES; n++) {
      state = (state * 1_103_515_245 + 12_345) % (1L << 31);
      double noise = state / (double) (1 << 30) - 1;
      double cycles = (0.15 - 0.05 * n / SAMPLES) * n;
      samples[n] = (float) (0.25 * Math.sin(2 * Math.PI * cycles) + 0.001 * noise);
    }
    return samples;
  }
}
