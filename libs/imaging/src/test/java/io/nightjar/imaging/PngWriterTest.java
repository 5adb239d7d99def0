package io.nightjar.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written is read back by ImageIO, an independent reader. */
class PngWriterTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "160, 120", "257, 3", "2000, 50"})
  void indexedPicturesAreReadBackInTheirColours(int width, int height) throws IOException {
    var picture = new IndexedPicture(new Size(width, height), Palette.VIRIDIS);
    new Random(1).nextBytes(picture.indices());

    BufferedImage read = read(png(picture));

    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_INDEXED);
    assertThat(rgb(read)).containsExactly(picture.toRgb().pixels());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "160, 120", "257, 3", "2000, 50"})
  void rgbPicturesAreReadBack(int width, int height) throws IOException {
    var picture = new RgbPicture(new Size(width, height));
    var random = new Random(2);
    for (int i = 0; i < picture.pixels().length; i++) {
      picture.pixels()[i] = random.nextInt(1 << 24);
    }
    assertThat(rgb(read(png(picture)))).containsExactly(picture.pixels());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 300", "300, 1", "160, 120", "257, 3"})
  void greyPicturesKeepAll16Bits(int width, int height) throws IOException {
    var picture = new GreyPicture(new Size(width, height));
    var random = new Random(3);
    for (int i = 0; i < picture.samples().length; i++) {
      picture.samples()[i] = (short) random.nextInt(1 << 16);
    }

    BufferedImage read = read(png(picture));

    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_USHORT_GRAY);
    int[] samples = read.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
    for (int i = 0; i < samples.length; i++) {
      assertThat(samples[i]).isEqualTo(picture.samples()[i] & 0xffff);
    }
  }

  @Test
  void smoothPicturesAreReadBackFromEveryRowFilter() throws IOException {
    var picture = new GreyPicture(new Size(400, 300));
    for (int y = 0; y < 300; y++) {
      for (int x = 0; x < 400; x++) {
        picture.samples()[y * 400 + x] =
            (short)
                switch (y / 100) {
                  case 0 -> 77 * x; // Sub
                  case 1 -> x * x * 7919 ^ x << 9; // Up
                  default -> 91 * x + 83 * y; // Paeth
                };
      }
    }
    byte[] png = png(picture);
    BufferedImage read = read(png);
    for (int y = 0; y < 300; y += 7) {
      for (int x = 0; x < 400; x++) {
        assertThat(read.getRaster().getSample(x, y, 0)).isEqualTo(picture.sample(x, y));
      }
    }
    assertThat(png).hasSizeLessThan(400 * 300 * 2 / 20);
  }

  @Test
  void chunksAreInOrderAndTheirChecksumsHold() throws IOException {
    var picture = new IndexedPicture(new Size(500, 500), Palette.CIVIDIS);
    new Random(4).nextBytes(picture.indices());

    List<String> chunks = chunks(png(picture));

    assertThat(chunks).startsWith("IHDR", "PLTE", "IDAT").endsWith("IDAT", "IEND");
    assertThat(chunks.subList(2, chunks.size() - 1)).containsOnly("IDAT").hasSizeGreaterThan(3);
  }

  @Test
  void theSamePictureIsTheSameBytes() throws IOException {
    var picture = new IndexedPicture(new Size(100, 100), Palette.MAGMA);
    new Random(5).nextBytes(picture.indices());
    assertThat(png(picture)).isEqualTo(png(picture));
  }

  @Test
  void aPictureThatLacksRowsGetsNoEnd() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var writer = PngWriter.indexed(out, new Size(3, 2), Palette.GREY)) {
      writer.row(new byte[3], 0);
    }
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("IEND");
  }

  @Test
  void aRowTooManyIsRefused() throws IOException {
    try (var writer =
        PngWriter.direct(OutputStream.nullOutputStream(), new Size(3, 1), PixelFormat.RGB)) {
      writer.row(new byte[9], 0);
      assertThatIllegalStateException().isThrownBy(() -> writer.row(new byte[9], 0));
    }
  }

  @Test
  void indicesWithoutAPaletteAreRefused() {
    OutputStream out = OutputStream.nullOutputStream();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PngWriter.direct(out, new Size(1, 1), PixelFormat.INDEXED));
  }

  @Test
  void theStreamStaysOpenForItsOwner() throws IOException {
    var out =
        new ByteArrayOutputStream() {
          private boolean closed;

          @Override
          public void close() {
            closed = true;
          }
        };
    PngWriter.write(new RgbPicture(new Size(1, 1)), out);
    assertThat(out.closed).isFalse();
  }

  private static byte[] png(Picture picture) throws IOException {
    var out = new ByteArrayOutputStream();
    PngWriter.write(picture, out);
    return out.toByteArray();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    chunks(png);
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int[] rgb(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= 0xffffff;
    }
    return pixels;
  }

  /** The chunks' names; each checksum, which ImageIO ignores, is verified. */
  private static List<String> chunks(byte[] png) {
    var names = new ArrayList<String>();
    ByteBuffer in = ByteBuffer.wrap(png).position(8);
    while (in.hasRemaining()) {
      int length = in.getInt();
      var crc = new CRC32();
      crc.update(png, in.position(), length + 4);
      names.add(new String(png, in.position(), 4, StandardCharsets.US_ASCII));
      in.position(in.position() + length + 4);
      assertThat(in.getInt()).isEqualTo((int) crc.getValue());
    }
    return names;
  }
}
