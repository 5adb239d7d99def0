package io.nightjar.imaging.tile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a pyramid of tiles of a picture that arrives column by column and may be of any width. A
 * pixel of a coarser zoom is the greatest of those that it stands for: two across and, until a zoom
 * is one tile high, two up; so nothing that is bright disappears. Memory is that of one column of
 * tiles for each zoom; finished tiles wait in files. Not thread-safe.
 */
public final class TileBuilder implements AutoCloseable {
  private final Path folder;
  private final int height;
  private final long from;
  private final long to;
  private final List<ZoomBuilder> zooms = new ArrayList<>();

  /**
   * @param folder where finished tiles wait
   * @param height of the finest zoom, in pixels: 256 times a power of two
   * @param from the first column that tiles are wanted of; zoom by zoom, there are those tiles that
   *     show one of them
   * @param to the first column that they are not wanted of any more
   */
  public TileBuilder(Path folder, int height, long from, long to) {
    if (height < TilePyramid.SIDE || Integer.bitCount(height) != 1) {
      throw new IllegalArgumentException("a height is 256 times a power of two: " + height);
    }
    this.folder = folder;
    this.height = height;
    this.from = from;
    this.to = to;
  }

  /**
   * The most memory that one takes, in bytes: a column of tiles, two columns and a PNG's buffers
   * for each zoom, and a number for each tile.
   */
  public static long heapBytes(int height) {
    long bytes = 0;
    int rows = height;
    for (int zoom = 0; zoom < 31; zoom++) {
      bytes += (TilePyramid.SIDE + 2L) * rows;
      bytes += 24L * TilePyramid.MOST_ACROSS * (rows / TilePyramid.SIDE);
      rows = Math.max(TilePyramid.SIDE, rows / 2);
    }
    return bytes + (1 << 19);
  }

  /**
   * Takes the next column of the finest zoom, which stays the caller's.
   *
   * @param column unsigned values from the top down
   */
  public void add(byte[] column) throws IOException {
    add(0, column);
  }

  private void add(int coarseness, byte[] column) throws IOException {
    if (zooms.size() == coarseness) {
      zooms.add(new ZoomBuilder(folder, height, coarseness, from, to));
    }
    Optional<byte[]> coarser = zooms.get(coarseness).add(column);
    if (coarser.isPresent()) {
      add(coarseness + 1, coarser.get());
    }
  }

  /**
   * Ends the picture and writes the file. Call once, after at least one column.
   *
   * @param unitsAcross of a pixel of the finest zoom
   * @param unitsUp of a pixel of the finest zoom
   */
  public TilePyramid write(Path file, double unitsAcross, double unitsUp) throws IOException {
    int finest = 0; // the zoom, counted from the finest one, that is one tile wide
    while (zooms.get(finest).width() > TilePyramid.SIDE) {
      Optional<byte[]> odd = zooms.get(finest).odd();
      finest++;
      if (odd.isPresent()) {
        add(finest, odd.get());
      }
    }
    List<ZoomBuilder> kept = new ArrayList<>();
    for (int coarseness = finest; coarseness >= 0; coarseness--) {
      zooms.get(coarseness).finish();
      if (zooms.get(coarseness).isKept()) {
        kept.add(zooms.get(coarseness));
      }
    }
    TilePyramid pyramid =
        new TilePyramid(
            unitsAcross,
            unitsUp,
            finest,
            height,
            kept.stream().map(ZoomBuilder::described).toList());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(pyramid.head(kept.stream().flatMap(zoom -> zoom.lengths().stream()).toList()));
      for (ZoomBuilder zoom : kept) {
        zoom.copyTo(out);
      }
    }
    return pyramid;
  }

  @Override
  public void close() throws IOException {
    for (ZoomBuilder zoom : zooms) {
      zoom.close();
    }
  }
}
