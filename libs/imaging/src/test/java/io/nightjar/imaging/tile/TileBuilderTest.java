package io.nightjar.imaging.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileBuilderTest {
  @TempDir Path folder;

  /** 3,000 columns are 12 tiles; halved four times, 188. Of 1,024 rows 256 are left by then. */
  @Test
  void eachZoomIsHalfAsWide() throws IOException {
    TilePyramid pyramid = build(3_000, 1_024, 0, Long.MAX_VALUE, -1, -1);

    assertThat(pyramid.finestZoom()).isEqualTo(4);
    assertThat(pyramid.zooms())
        .containsExactly(
            new TileZoom(188, 256, 0, 1),
            new TileZoom(375, 256, 0, 2),
            new TileZoom(750, 256, 0, 3),
            new TileZoom(1_500, 512, 0, 6),
            new TileZoom(3_000, 1_024, 0, 12));
    assertThat(TilePyramid.read(Files.readAllBytes(file()))).isEqualTo(pyramid);
  }

  /** The pixel at column 2,749 and row 1,001, from the top, by the halves of both. */
  @ParameterizedTest
  @CsvSource({
    "4, 10, 3, 189, 233",
    "3,  5, 1,  94, 244",
    "2,  2, 0, 175, 250",
    "1,  1, 0,  87, 250",
    "0,  0, 0, 171, 250",
  })
  void aBrightPixelIsSeenAtEachZoom(int zoom, int x, int y, int column, int row)
      throws IOException {
    build(3_000, 1_024, 0, Long.MAX_VALUE, 2_749, 1_001);

    BufferedImage tile = tile(zoom, x, y);

    assertThat(tile.getRaster().getSample(column, row, 0)).isEqualTo(200);
    int bright = 0;
    for (int value : tile.getRaster().getSamples(0, 0, 256, 256, 0, (int[]) null)) {
      bright += value > 7 ? 1 : 0;
    }
    assertThat(bright).isEqualTo(1);
  }

  /** 188 columns are 187 pairs and a single one: what is right of them is black. */
  @Test
  void whatIsRightOfThePictureIsBlack() throws IOException {
    build(3_000, 1_024, 0, Long.MAX_VALUE, -1, -1);

    BufferedImage tile = tile(0, 0, 0);

    assertThat(tile.getRaster().getSample(187, 9, 0)).isEqualTo(7);
    assertThat(tile.getRaster().getSample(188, 9, 0)).isZero();
  }

  /** Columns 600 … 699 lie in tiles 2 of the finest zoom, 1 of the next, and 0 of the others. */
  @Test
  void ofAPartThereAreTheTilesThatShowIt() throws IOException {
    TilePyramid pyramid = build(3_000, 1_024, 600, 700, 650, 3);

    assertThat(pyramid.zooms())
        .containsExactly(
            new TileZoom(188, 256, 0, 1),
            new TileZoom(375, 256, 0, 1),
            new TileZoom(750, 256, 0, 1),
            new TileZoom(1_500, 512, 1, 1),
            new TileZoom(3_000, 1_024, 2, 1));
    assertThat(tile(4, 2, 0).getRaster().getSample(650 - 512, 3, 0)).isEqualTo(200);
    assertThat(pyramid.entry(4, 1, 0)).isEmpty();
    assertThat(pyramid.entry(4, 3, 0)).isEmpty();
  }

  @Test
  void ofWhatLiesBehindTheEndThereAreNoTiles() throws IOException {
    TilePyramid pyramid = build(300, 256, 5_000, 6_000, -1, -1);

    assertThat(pyramid.zooms()).allMatch(zoom -> zoom.across() == 0);
    assertThat(pyramid.entry(0, 0, 0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0",
    "5, 0, 0",
    "31, 0, 0",
    "2147483647, 2147483647, 2147483647",
    "4, 12, 0",
    "4, -1, 0",
    "4, 0, 4",
    "4, 0, -1",
    "0, 0, 1",
  })
  void whatLiesOutsideIsNotFound(int zoom, int x, int y) throws IOException {
    TilePyramid pyramid = build(3_000, 1_024, 0, Long.MAX_VALUE, -1, -1);

    assertThat(pyramid.entry(zoom, x, y)).isEmpty();
  }

  /** 300,000 columns are 1,172 tiles at the finest zoom, and 586 at the next. */
  @Test
  void whatIsTooFineIsLeftOut() throws IOException {
    TilePyramid pyramid = build(300_000, 256, 0, Long.MAX_VALUE, 299_999, 77);

    assertThat(pyramid.finestZoom()).isEqualTo(11);
    assertThat(pyramid.zooms()).hasSize(11);
    assertThat(pyramid.zooms().getLast()).isEqualTo(new TileZoom(150_000, 256, 0, 586));
    assertThat(tile(0, 0, 0).getRaster().getSample(299_999 >> 11, 77, 0)).isEqualTo(200);
    assertThat(folder.resolve("tiles-0")).as("the finest zoom's").doesNotExist();
    assertThat(folder.resolve("tiles-1")).exists();
  }

  /** Of the same, columns 128,000 … 128,999 lie in four tiles of the finest zoom. */
  @Test
  void aPartHasWhatIsTooFineOfTheWhole() throws IOException {
    TilePyramid pyramid = build(300_000, 256, 128_000, 129_000, 128_500, 77);

    assertThat(pyramid.zooms()).hasSize(12);
    assertThat(pyramid.zooms().getLast()).isEqualTo(new TileZoom(300_000, 256, 500, 4));
    assertThat(tile(11, 501, 0).getRaster().getSample(128_500 - 501 * 256, 77, 0)).isEqualTo(200);
  }

  @Test
  void oneColumnIsAPicture() throws IOException {
    TilePyramid pyramid = build(1, 1_024, 0, Long.MAX_VALUE, 0, 1_023);

    assertThat(pyramid.zooms()).containsExactly(new TileZoom(1, 1_024, 0, 1));
    assertThat(tile(0, 0, 3).getRaster().getSample(0, 255, 0)).isEqualTo(200);
  }

  @Test
  void whatIsNoFileOfTilesIsRefused() throws IOException {
    build(300, 256, 0, Long.MAX_VALUE, -1, -1);
    byte[] file = Files.readAllBytes(file());
    byte[] other = file.clone();
    other[0]++;
    byte[] many = file.clone();
    many[23] = 99;

    assertThatThrownBy(() -> TilePyramid.read(other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TilePyramid.read(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99 zooms");
    for (int length : new int[] {0, 7, 20, 39, 45}) {
      assertThatThrownBy(() -> TilePyramid.read(Arrays.copyOf(file, length)))
          .as("%d bytes", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** A picture of sevens with one brighter pixel. */
  private TilePyramid build(int width, int height, long from, long to, int brightX, int brightY)
      throws IOException {
    try (TileBuilder builder = new TileBuilder(folder, height, from, to)) {
      byte[] plain = new byte[height];
      Arrays.fill(plain, (byte) 7);
      for (int x = 0; x < width; x++) {
        byte[] column = plain;
        if (x == brightX) {
          column = plain.clone();
          column[brightY] = (byte) 200;
        }
        builder.add(column);
      }
      return builder.write(file(), 0.5, 2);
    }
  }

  private Path file() {
    return folder.resolve("picture");
  }

  private BufferedImage tile(int zoom, int x, int y) throws IOException {
    byte[] file = Files.readAllBytes(file());
    long entry = TilePyramid.read(file).entry(zoom, x, y).orElseThrow();
    TilePyramid.Place place =
        TilePyramid.Place.read(
            Arrays.copyOfRange(file, (int) entry, (int) entry + TilePyramid.ENTRY_BYTES));
    int offset = (int) place.offset();
    return ImageIO.read(new ByteArrayInputStream(file, offset, place.length()));
  }
}
