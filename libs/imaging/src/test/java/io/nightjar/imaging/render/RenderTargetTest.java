package io.nightjar.imaging.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderTargetTest {

  /** Values become indices one to one. */
  private static final Levels ONE_TO_ONE = new Levels(0, 255);

  private static final Size FRAME = new Size(4, 2);
  private static final short[] PIXELS = {10, 20, 30, 40, 50, 60, 70, 80};

  @Test
  void aFrameOfAnotherAspectIsContainedBetweenBars() {
    RenderTarget target = target(new Size(4, 4), Fit.CONTAIN);

    target.draw(new GreyPicture(FRAME, PIXELS), 0);

    assertThat(target.picture().indices())
        .containsExactly(0, 0, 0, 0, 10, 20, 30, 40, 50, 60, 70, 80, 0, 0, 0, 0);
  }

  @Test
  void aFrameOfAnotherAspectCoversThePictureAndItsSidesAreLeftOut() {
    RenderTarget target = target(new Size(2, 2), Fit.COVER);

    target.draw(new GreyPicture(FRAME, PIXELS), 0);

    assertThat(target.picture().indices()).containsExactly(20, 30, 60, 70);
  }

  @Test
  void aFrameFillsAPictureOfAnotherAspect() {
    RenderTarget target = target(new Size(2, 2), Fit.FILL);

    target.draw(new GreyPicture(FRAME, PIXELS), 0);

    assertThat(target.picture().indices()).containsExactly(15, 35, 55, 75);
  }

  @Test
  void aPartOfAFrameIsShownAlone() {
    TargetSettings settings =
        TargetSettings.plain(new Size(2, 1), Fit.CONTAIN, Palette.GREY, ONE_TO_ONE)
            .of(new Region(1, 1, 2, 1));
    var target = new RenderTarget(FRAME, settings);

    target.draw(new GreyPicture(FRAME, PIXELS), 0);

    assertThat(target.picture().indices()).containsExactly(60, 70);
  }

  @Test
  void aPartBeyondTheFrameIsRefused() {
    TargetSettings settings =
        TargetSettings.plain(FRAME, Fit.FILL, Palette.GREY, ONE_TO_ONE).of(new Region(3, 0, 2, 1));

    assertThatIllegalArgumentException().isThrownBy(() -> new RenderTarget(FRAME, settings));
  }

  @Test
  void aFrameOfAnotherSizeIsRefused() {
    RenderTarget target = target(FRAME, Fit.FILL);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> target.draw(new GreyPicture(new Size(2, 4)), 0));
  }

  /**
   * Below the low level the first index, above the high one the last, half-way 127.5 rounded up.
   */
  @Test
  void levelsCanBeChangedBetweenFrames() {
    RenderTarget target = target(FRAME, Fit.FILL);
    short[] pixels = {0, 999, 1000, 1001, 1050, 1100, (short) 65_535, 1020};

    target.setLevels(new Levels(1000, 1100));
    target.draw(new GreyPicture(FRAME, pixels), 0);

    assertThat(target.picture().indices())
        .containsExactly(0, 0, 0, 3, (byte) 128, (byte) 255, (byte) 255, 51);
  }

  /** The first, the middle and the last colour of matplotlib's inferno. */
  @Test
  void thePictureComesAsBytesOfItsColours() {
    Size size = new Size(3, 1);
    var target =
        new RenderTarget(size, TargetSettings.plain(size, Fit.FILL, Palette.INFERNO, ONE_TO_ONE));
    byte[] rgb = new byte[target.rgbLength()];

    target.draw(new GreyPicture(size, new short[] {0, 128, 255}), 0);
    target.writeRgb(rgb);

    assertThat(rgb).asHexString().isEqualToIgnoringCase("000004" + "bc3754" + "fcffa4");
  }

  @Test
  void thePictureCanBeWrittenAsPng() throws IOException {
    RenderTarget target = target(FRAME, Fit.FILL);
    target.draw(new GreyPicture(FRAME, PIXELS), 0);
    var png = new ByteArrayOutputStream();

    PngWriter.write(target.picture(), png);

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
    assertThat(read.getRGB(3, 1) & 0xffffff).isEqualTo(0x505050);
  }

  /**
   * A box from 1 to 4 of 5 pixels reaches from 10 to 40 when it is enlarged tenfold; its mark
   * stands 4 pixels off, with arms of 10 pixels.
   */
  @ParameterizedTest
  @CsvSource({
    "CORNERS, 6, 6, true",
    "CORNERS, 15, 6, true",
    "CORNERS, 16, 6, false",
    "CORNERS, 25, 6, false",
    "CORNERS, 44, 6, true",
    "CORNERS, 44, 44, true",
    "CORNERS, 6, 35, true",
    "OUTLINE, 6, 6, true",
    "OUTLINE, 25, 6, true",
    "OUTLINE, 6, 25, true",
    "OUTLINE, 44, 25, true",
    "OUTLINE, 25, 25, false"
  })
  void boxesAreMarkedAtADistance(Overlay.Style style, int x, int y, boolean marked) {
    Size frame = new Size(5, 5);
    List<Overlay> boxes = List.of(Overlay.Boxes.always(List.of(new Region(1, 1, 3, 3)), style));
    var target =
        new RenderTarget(
            frame,
            TargetSettings.plain(new Size(50, 50), Fit.FILL, Palette.GREY, ONE_TO_ONE).with(boxes));

    target.draw(grey(frame, 100), 0);

    assertThat(at(target.picture(), x, y) == 255).isEqualTo(marked);
  }

  @Test
  void boxesThatAreNotShownAreNotMarked() {
    Size frame = new Size(100, 50);
    List<Overlay> boxes =
        List.of(Overlay.Boxes.always(List.of(new Region(2, 2, 5, 5)), Overlay.Style.OUTLINE));
    var target =
        new RenderTarget(
            frame,
            TargetSettings.plain(new Size(50, 50), Fit.COVER, Palette.GREY, ONE_TO_ONE)
                .with(boxes));

    target.draw(grey(frame, 100), 0);

    assertThat(target.picture().indices()).containsOnly(100);
  }

  @Test
  void aFrameHasTheBoxesOfItsNumber() {
    Size frame = new Size(100, 100);
    Overlay.Source first = number -> number == 1 ? List.of(new Region(40, 40, 20, 20)) : List.of();
    var target =
        new RenderTarget(
            frame,
            TargetSettings.plain(frame, Fit.FILL, Palette.GREY, ONE_TO_ONE)
                .with(List.of(new Overlay.Boxes(first, Overlay.Style.OUTLINE))));

    target.draw(grey(frame, 100), 1);
    int inFirst = at(target.picture(), 50, 36);
    target.draw(grey(frame, 100), 2);

    assertThat(inFirst).isEqualTo(255);
    assertThat(target.picture().indices()).containsOnly(100);
  }

  /** The glyph of 1 is {@code ..#.. / .##.. / …}: its top row is lit in the third column alone. */
  @Test
  void theCounterStandsAtTheLowerLeft() {
    Size size = new Size(100, 40);
    var target =
        new RenderTarget(
            size,
            TargetSettings.plain(size, Fit.FILL, Palette.GREY, ONE_TO_ONE)
                .with(List.of(new Overlay.Counter())));

    target.draw(grey(size, 100), 1);

    int top = 40 - 2 - 8;
    int left = 2 + 4 * 6;
    int[] row = new int[5];
    for (int x = 0; x < row.length; x++) {
      row[x] = at(target.picture(), left + x, top);
    }
    assertThat(row).containsExactly(0, 0, 255, 0, 0);
    assertThat(at(target.picture(), 60, top)).as("beside it").isEqualTo(100);
  }

  private static RenderTarget target(Size size, Fit fit) {
    return new RenderTarget(FRAME, TargetSettings.plain(size, fit, Palette.GREY, ONE_TO_ONE));
  }

  private static GreyPicture grey(Size size, int value) {
    var picture = new GreyPicture(size);
    Arrays.fill(picture.samples(), (short) value);
    return picture;
  }

  private static int at(IndexedPicture picture, int x, int y) {
    return picture.indices()[y * picture.size().width() + x] & 0xff;
  }
}
