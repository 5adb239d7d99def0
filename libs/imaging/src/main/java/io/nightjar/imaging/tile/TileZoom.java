package io.nightjar.imaging.tile;

/**
 * One zoom of a pyramid, and which of its tiles there are.
 *
 * @param width of the whole picture, in pixels; in its last column of tiles, pixels from there on
 *     are 0
 * @param height of the whole picture, in pixels: a multiple of a tile's side
 * @param firstAcross the first column of tiles that there is
 * @param across how many columns of tiles there are
 */
public record TileZoom(long width, int height, int firstAcross, int across) {

  /** Rows of tiles. */
  public int down() {
    return height / TilePyramid.SIDE;
  }

  /** How many tiles there are. */
  int tiles() {
    return across * down();
  }
}
