package io.nightjar.imaging.thumbnail;

import io.nightjar.imaging.ThumbHash;
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
}
