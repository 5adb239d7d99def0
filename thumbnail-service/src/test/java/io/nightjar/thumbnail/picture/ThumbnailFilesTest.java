package io.nightjar.thumbnail.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ThumbnailFilesTest {
  private static final Random RANDOM = new Random(1);

  /** As many as a recording can have: its own, and those of four tracks. */
  private static final List<Thumbnail> NOISE = thumbnails(_ -> RANDOM.nextInt(256));

  private static final List<Thumbnail> SLOPE = thumbnails(index -> index % 320 * 255 / 320);

  @Test
  void whatFitsStaysAsItIs() throws Exception {
    List<ThumbnailFiles.File> files = ThumbnailFiles.of(SLOPE, 40_000);

    BufferedImage large = read(named(files, "thumbnail-320.png"));
    assertThat(large.getWidth()).isEqualTo(320);
    for (int x = 0; x < 320; x++) {
      assertThat(large.getRaster().getSample(x, 100, 0)).isEqualTo(x * 255 / 320);
    }
  }

  /** Deviations of 20 shades are 6.4 bits of noise, and of 10 a bit less: one part in six. */
  @Test
  void whatDoesNotHasFewerShadesFirst() throws Exception {
    List<Thumbnail> noisy =
        thumbnails(_ -> Math.clamp(Math.round(128 + 20 * RANDOM.nextGaussian()), 0, 255))
            .subList(0, 6);
    long whole = bytes(ThumbnailFiles.of(noisy, Long.MAX_VALUE));

    List<ThumbnailFiles.File> files = ThumbnailFiles.of(noisy, whole * 9 / 10);

    assertThat(bytes(files)).isLessThanOrEqualTo(whole * 9 / 10);
    BufferedImage large = read(named(files, "thumbnail-320.png"));
    assertThat(large.getWidth()).isEqualTo(320);
    assertThat(shades(large)).isBetween(32L, 128L);
  }

  /** Nothing compresses noise: 4 shades are 2 bits a pixel, of a quarter of the pixels. */
  @Test
  void evenNoiseOfFourTracksHasAtMostTheLeast() throws Exception {
    List<ThumbnailFiles.File> files = ThumbnailFiles.of(NOISE, 30_000);

    assertThat(bytes(files)).isLessThanOrEqualTo(30_000);
    assertThat(files).hasSize(NOISE.size());
    assertThat(read(named(files, "thumbnail-320.png")).getWidth()).isEqualTo(160);
  }

  /** What two names share is one object in the store. */
  @Test
  void whatTwoNamesShareCountsOnce() {
    IndexedPicture picture = picture(160, 120, _ -> RANDOM.nextInt(256));
    List<Thumbnail> one = List.of(new Thumbnail("thumbnail-160.png", picture, ThumbnailFormat.PNG));
    List<Thumbnail> two =
        List.of(one.getFirst(), new Thumbnail("track-1-160.png", picture, ThumbnailFormat.PNG));
    long once = bytes(ThumbnailFiles.of(one, Long.MAX_VALUE));

    List<ThumbnailFiles.File> files = ThumbnailFiles.of(two, once);

    assertThat(files).hasSize(2);
    assertThat(bytes(files)).isEqualTo(2 * once);
  }

  private static List<Thumbnail> thumbnails(IntUnaryOperator index) {
    List<Thumbnail> all = new ArrayList<>();
    all.addAll(Thumbnail.inEachFormat("thumbnail-64", picture(64, 48, index)));
    all.addAll(Thumbnail.inEachFormat("thumbnail-160", picture(160, 120, index)));
    all.addAll(Thumbnail.inEachFormat("thumbnail-320", picture(320, 240, index)));
    for (int track = 1; track <= 4; track++) {
      all.addAll(Thumbnail.inEachFormat("track-" + track + "-64", picture(64, 48, index)));
      all.addAll(Thumbnail.inEachFormat("track-" + track + "-160", picture(160, 120, index)));
      all.addAll(Thumbnail.inWebp("track-" + track + "-320", picture(320, 240, index)));
    }
    return all;
  }

  private static IndexedPicture picture(int width, int height, IntUnaryOperator index) {
    byte[] indices = new byte[width * height];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (byte) index.applyAsInt(i);
    }
    return new IndexedPicture(new Size(width, height), Palette.GREY, indices);
  }

  private static long bytes(List<ThumbnailFiles.File> files) {
    return files.stream().mapToLong(file -> file.bytes().length).sum();
  }

  private static ThumbnailFiles.File named(List<ThumbnailFiles.File> files, String name) {
    return files.stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
  }

  private static BufferedImage read(ThumbnailFiles.File file) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(file.bytes()));
  }

  private static long shades(BufferedImage picture) {
    int[] samples =
        picture
            .getRaster()
            .getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
    return Arrays.stream(samples).distinct().count();
  }
}
