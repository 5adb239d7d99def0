package io.nightjar.audio.spectrogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.imaging.tile.TilePyramid;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pixels of tiles mean. */
class SpectrogramTilesTest {
  private static final int RATE = 24_000;

  @TempDir Path folder;

  /**
   * 3 kHz is bin 256 of 2048, and so row 1023 − 256 = 767 from the top, row 255 of the third tile.
   * An amplitude of 0.25 is −12.04 dB: 2 · (127.5 − 12.04) = 230.9. Spectrum 98 is centred at 98 ·
   * 512 / 24000 = 2.09 s, its window reaches from 2.05 s to 2.13 s.
   */
  @Test
  void aToneIsWhereItsTimeAndFrequencySay() throws IOException {
    float[] sound = new float[4 * RATE];
    float[] call = Tones.sine(6_000, 0.25, 3_000.0 / RATE);
    System.arraycopy(call, 0, sound, 2 * RATE, call.length); // to 2.25 s

    TilePyramid pyramid = build(sound, 1, 0, OptionalInt.empty());

    assertThat(pyramid.zooms()).hasSize(1);
    assertThat(pyramid.zooms().getFirst().width()).isEqualTo(188);
    assertThat(pyramid.zooms().getFirst().height()).isEqualTo(1_024);
    assertThat(pyramid.unitsAcross()).isEqualTo(512.0 / RATE);
    assertThat(pyramid.unitsUp()).isEqualTo(RATE / 2048.0);
    BufferedImage tile = tile(0, 0, 2);
    assertThat(value(tile, 98, 255)).isEqualTo(231);
    assertThat(value(tile, 98, 255 - 5)).as("58 Hz above").isLessThan(100);
    assertThat(value(tile, 60, 255)).as("at 1.28 s").isZero();
    assertThat(value(tile, 130, 255)).as("at 2.77 s").isZero();
  }

  /**
   * A call of 10 ms in ten minutes, of which the coarsest zoom has 220 columns of 2.7 s. Of the
   * window's sum of 734.4, the 240 samples in its middle have 233.8: 0.25 · 0.318 is −21.98 dB, and
   * 2 · (127.5 − 21.98) = 211.04. It is centred on spectrum 14,063, in the 110th column (14,063 /
   * 128), and 3 kHz is in the 64th row from below, of four bins each.
   */
  @Test
  void aCallOfTenMillisecondsIsSeenInTheCoarsestTile() throws IOException {
    float[] sound = new float[600 * RATE];
    float[] call = Tones.sine(240, 0.25, 3_000.0 / RATE);
    System.arraycopy(call, 0, sound, 14_063 * 512 - 120, call.length);

    TilePyramid pyramid = build(sound, 1, 0, OptionalInt.empty());

    assertThat(pyramid.finestZoom()).isEqualTo(7);
    assertThat(pyramid.zooms().getFirst().width()).isEqualTo(220);
    BufferedImage whole = tile(0, 0, 0);
    assertThat(value(whole, 14_063 / 128, 255 - 64)).isCloseTo(211, within(1));
    assertThat(value(whole, 14_063 / 128 - 2, 255 - 64)).isZero();
    assertThat(value(whole, 14_063 / 128 + 2, 255 - 64)).isZero();
    BufferedImage fine = tile(7, 14_063 / 256, 767 / 256);
    assertThat(value(fine, 14_063 % 256, 767 % 256)).isCloseTo(211, within(1));
  }

  /** Ten times slower than life: a column is a tenth as long, a row ten times as high. */
  @Test
  void aBatsTimesAndFrequenciesAreThoseOfLife() throws IOException {
    TilePyramid pyramid =
        build(Tones.noise(20 * RATE, 0.1, 1), 10, 1, OptionalInt.of(2)); // 2 s of life

    assertThat(pyramid.unitsAcross()).isCloseTo(51.2 / RATE, within(1e-12));
    assertThat(pyramid.unitsUp()).isCloseTo(10 * RATE / 2048.0, within(1e-9));
    // From 1 s of life on: spectrum 468.75, in the second tile of 938 spectra.
    assertThat(pyramid.zooms().getLast().firstAcross()).isEqualTo(1);
    assertThat(pyramid.zooms().getLast().across()).isEqualTo(3);
  }

  /** The highest of 1,025 bins is part of the row below it. */
  @Test
  void halfTheSampleRateIsInTheUppermostRow() throws IOException {
    float[] sound = new float[RATE];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = i % 2 == 0 ? 0.5f : -0.5f;
    }

    build(sound, 1, 0, OptionalInt.empty());

    assertThat(value(tile(0, 0, 0), 20, 0)).isGreaterThan(235);
  }

  @Test
  void oneSampleHasATile() throws IOException {
    TilePyramid pyramid = build(new float[] {0.5f}, 1, 0, OptionalInt.empty());

    assertThat(pyramid.zooms().getFirst().width()).isEqualTo(1);
    assertThat(value(tile(0, 0, 3), 0, 255)).isEqualTo(243);
    assertThat(value(tile(0, 0, 3), 1, 255)).isZero();
  }

  private TilePyramid build(float[] sound, double timeExpansion, int from, OptionalInt to)
      throws IOException {
    try (SpectrogramTiles tiles =
        new SpectrogramTiles(SpectrogramParameters.DEFAULT, timeExpansion, folder, from, to)) {
      tiles.begin(RATE, 1);
      tiles.accept(sound, sound.length);
      return tiles.write(folder.resolve("spectrogram.tiles"));
    }
  }

  private static int value(BufferedImage tile, int x, int y) {
    return tile.getRaster().getSample(x, y, 0);
  }

  private BufferedImage tile(int zoom, int x, int y) throws IOException {
    byte[] file = Files.readAllBytes(folder.resolve("spectrogram.tiles"));
    int entry = TilePyramid.read(file).entry(zoom, x, y).orElseThrow().intValue();
    TilePyramid.Place place =
        TilePyramid.Place.read(Arrays.copyOfRange(file, entry, entry + TilePyramid.ENTRY_BYTES));
    return ImageIO.read(new ByteArrayInputStream(file, (int) place.offset(), place.length()));
  }
}
