package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Thumbnails as PNG files that together have no more bytes than they may. Where they would, they
 * have fewer shades: 128, then 64, which hardly anybody sees. Noise is as many bytes as it has
 * pixels: there, pictures of the whole frame have half the size, which is that of most sensors; and
 * at last all have half the size and down to 4 shades, at most some 30 kB in all.
 */
public final class ThumbnailFiles {
  private static final int ALL_SHADES = 256;

  private ThumbnailFiles() {}

  /**
   * A file.
   *
   * @param name as the thumbnail's
   * @param png its content
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, by who made it
  public record File(String name, byte[] png) {}

  private record Step(int shades, boolean largeHalved, boolean allHalved) {
    Thumbnail of(Thumbnail thumbnail) {
      Size size = thumbnail.picture().size();
      boolean large = Math.max(size.width(), size.height()) > SubjectPictures.MEDIUM;
      boolean halved = allHalved || (large && largeHalved);
      UnaryOperator<IndexedPicture> shape =
          halved ? IndexedPicture::halved : UnaryOperator.identity();
      IndexedPicture picture = shape.apply(thumbnail.picture());
      return new Thumbnail(
          thumbnail.name(), shades == ALL_SHADES ? picture : picture.withShades(shades));
    }
  }

  private static final List<Step> STEPS =
      List.of(
          new Step(ALL_SHADES, false, false),
          new Step(128, false, false),
          new Step(64, false, false),
          new Step(64, true, false),
          new Step(32, true, false),
          new Step(32, true, true),
          new Step(16, true, true),
          new Step(4, true, true));

  /**
   * Writes thumbnails.
   *
   * @param mostBytes that they may have together; the last of the steps is taken in any case
   */
  public static List<File> of(List<Thumbnail> thumbnails, long mostBytes) {
    List<File> files = List.of();
    for (Step step : STEPS) {
      files = thumbnails.stream().map(step::of).map(ThumbnailFiles::file).toList();
      if (files.stream().mapToLong(file -> file.png().length).sum() <= mostBytes) {
        break;
      }
    }
    return files;
  }

  private static File file(Thumbnail thumbnail) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      thumbnail.writeTo(png);
    } catch (IOException memoryThrowsNone) {
      throw new UncheckedIOException(memoryThrowsNone);
    }
    return new File(thumbnail.name(), png.toByteArray());
  }
}
