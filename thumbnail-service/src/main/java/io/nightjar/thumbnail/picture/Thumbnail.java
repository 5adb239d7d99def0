package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.webp.WebpWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * A finished picture.
 *
 * @param name its file name, such as {@code thumbnail-64.png}
 * @param picture its pixels
 * @param format of its file
 */
public record Thumbnail(String name, IndexedPicture picture, Format format) {

  /** Of WebP: in pictures of real recordings, it takes noise away and leaves what is to be seen. */
  static final int COARSENESS = 24;

  /** How the file holds the picture. The same picture gives the same bytes on any machine. */
  public enum Format {
    /** As it was drawn. */
    PNG("image/png", ".png"),
    /** Nearly as it was drawn, in a tenth of the bytes. */
    WEBP("image/webp", ".webp");

    private final String mediaType;
    private final String extension;

    Format(String mediaType, String extension) {
      this.mediaType = mediaType;
      this.extension = extension;
    }

    /** The media type of what is written. */
    public String mediaType() {
      return mediaType;
    }
  }

  /** A picture in each format, by a name without its extension. */
  static List<Thumbnail> inEachFormat(String name, IndexedPicture picture) {
    return Stream.of(Format.values())
        .map(format -> new Thumbnail(name + format.extension, picture, format))
        .toList();
  }

  /** A picture that would be too many bytes as PNG, by a name without its extension. */
  static List<Thumbnail> inWebp(String name, IndexedPicture picture) {
    return List.of(new Thumbnail(name + Format.WEBP.extension, picture, Format.WEBP));
  }

  /** Writes it; {@code out} stays open. */
  public void writeTo(OutputStream out) throws IOException {
    writeTo(out, COARSENESS);
  }

  /**
   * Writes it; {@code out} stays open.
   *
   * @param coarseness of WebP, as {@link WebpWriter#write} takes it
   */
  void writeTo(OutputStream out, int coarseness) throws IOException {
    switch (format) {
      case PNG -> PngWriter.write(picture, out);
      case WEBP -> WebpWriter.write(picture, coarseness, out);
    }
  }
}
