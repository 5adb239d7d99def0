package io.nightjar.imaging.thumbnail;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.webp.WebpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How the files of thumbnails hold their pictures, of whatever kind of recording. The same picture
 * gives the same bytes on any machine.
 */
public enum ThumbnailFormat {
  /** As it was drawn. */
  PNG("image/png", ".png"),
  /** Nearly as it was drawn, in a tenth of the bytes. */
  WEBP("image/webp", ".webp");

  /** Of WebP: in pictures of real recordings, it takes noise away and leaves what is to be seen. */
  public static final int COARSENESS = 24;

  private final String mediaType;
  private final String extension;

  ThumbnailFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /** The media type of a file. */
  public String mediaType() {
    return mediaType;
  }

  /** What a file is called, such as {@code thumbnail-64.png}, by its name without the format. */
  public String fileName(String name) {
    return name + extension;
  }

  /**
   * A file.
   *
   * @param coarseness of WebP, as {@link WebpWriter#write} takes it; PNG has none
   */
  public byte[] encode(IndexedPicture picture, int coarseness) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      switch (this) {
        case PNG -> PngWriter.write(picture, out);
        case WEBP -> WebpWriter.write(picture, coarseness, out);
      }
    } catch (IOException memoryThrowsNone) {
      throw new UncheckedIOException(memoryThrowsNone);
    }
    return out.toByteArray();
  }
}
