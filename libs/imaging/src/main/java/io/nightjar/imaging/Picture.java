package io.nightjar.imaging;

/** A picture in memory: rows from top to bottom, each from left to right, without padding. */
public sealed interface Picture permits GreyPicture, IndexedPicture, RgbPicture {

  /** Width and height. */
  Size size();
}
