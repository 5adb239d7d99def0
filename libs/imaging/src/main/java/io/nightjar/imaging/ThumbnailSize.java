package io.nightjar.imaging;

import java.util.Locale;

/** The sizes of thumbnails, of whatever kind of recording, and how their files are called. */
public enum ThumbnailSize {
  /** For a list; its {@link ThumbHash} is the placeholder of all. */
  SMALL(64),
  /** For tiles. */
  MEDIUM(160),
  /** To look at. */
  LARGE(320);

  /** What the pictures of a recording are called. */
  public static final String OF_RECORDING = "thumbnail";

  private final int longestSide;

  ThumbnailSize(int longestSide) {
    this.longestSide = longestSide;
  }

  /** In pixels. */
  public int longestSide() {
    return longestSide;
  }

  /** What the picture of something is called, without its format, such as {@code thumbnail-64}. */
  public String nameOf(String what) {
    return String.format(Locale.ROOT, "%s-%d", what, longestSide);
  }

  /** The name of its PNG file, such as {@code thumbnail-64.png}. */
  public String png(String what) {
    return nameOf(what) + ".png";
  }

  /** The name of its WebP file, such as {@code thumbnail-64.webp}. */
  public String webp(String what) {
    return nameOf(what) + ".webp";
  }
}
