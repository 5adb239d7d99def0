package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A finished picture.
 *
 * @param name its file name, such as {@code thumbnail-64.png}
 * @param picture its pixels
 * @param format of its file
 */
public record Thumbnail(String name, IndexedPicture picture, ThumbnailFormat format) {

  /** A picture in each format, by a name without its extension. */
  static List<Thumbnail> inEachFormat(String name, IndexedPicture picture) {
    return Stream.of(ThumbnailFormat.values()).map(format -> in(format, name, picture)).toList();
  }

  /** A picture that would be too many bytes as PNG, by a name without its extension. */
  static List<Thumbnail> inWebp(String name, IndexedPicture picture) {
    return List.of(in(ThumbnailFormat.WEBP, name, picture));
  }

  private static Thumbnail in(ThumbnailFormat format, String name, IndexedPicture picture) {
    return new Thumbnail(format.fileName(name), picture, format);
  }

  /** Its file, as fine as files are. */
  public byte[] encode() {
    return format.encode(picture, ThumbnailFormat.COARSENESS);
  }
}
