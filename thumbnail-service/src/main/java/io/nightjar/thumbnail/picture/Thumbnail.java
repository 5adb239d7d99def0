package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.PngWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A thumbnail.
 *
 * @param name its file name, such as {@code thumbnail-64.png}
 * @param picture what it shows
 */
public record Thumbnail(String name, IndexedPicture picture) {

  /** The media type of what {@link #writeTo} writes. */
  public static final String MEDIA_TYPE = "image/png";

  /** Writes it as PNG; {@code out} stays open. */
  public void writeTo(OutputStream out) throws IOException {
    PngWriter.write(picture, out);
  }
}
