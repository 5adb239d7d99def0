package io.nightjar.imaging.tile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a file of tiles holds, and where. Zoom 0 is the whole picture in one column of tiles; each
 * further zoom is twice as wide, up to the finest, whose pixels are those that the pyramid was made
 * of. The file, big-endian:
 *
 * <pre>
 *   8 bytes   NJTILES1
 *   4         side of a tile, 256
 *   4         the finest zoom of the picture, 0 … 30
 *   4         height of that zoom in pixels: 256 times a power of two
 *   4         how many zooms the file has, from 0 on: the finest ones may be left out
 *   8         double: units of one pixel across, at the finest zoom
 *   8         double: units of one pixel up, at the finest zoom
 *   for each zoom
 *     8       its width in pixels
 *     4       its height in pixels
 *     4       the first column of tiles that the file has
 *     4       how many columns of tiles it has
 *   for each zoom, column by column, in each from the top down, of each tile
 *     8       its first byte in the file
 *     4       its length
 *   the tiles, each a PNG
 * </pre>
 *
 * @param unitsAcross of a pixel, at the finest zoom
 * @param unitsUp of a pixel, at the finest zoom
 * @param finestZoom of the picture; of the file, {@code zooms.size() - 1}
 * @param finestHeight of the finest zoom of the picture, in pixels
 * @param zooms from 0 on
 */
public record TilePyramid(
    double unitsAcross, double unitsUp, int finestZoom, int finestHeight, List<TileZoom> zooms) {

  /** Of a tile, in pixels. */
  public static final int SIDE = 256;

  /** Columns of tiles of each zoom that a file has at most. */
  public static final int MOST_ACROSS = 1024;

  /** A file says what it holds, and where its list of tiles is, in no more than this. */
  public static final int MOST_HEAD_BYTES = 1024;

  /** What the list has of each tile. */
  public static final int ENTRY_BYTES = 12;

  private static final long MAGIC = 0x4e4a54494c455331L;
  private static final int FIXED_BYTES = 40;
  private static final int ZOOM_BYTES = 20;
  private static final int MOST_ZOOMS = 31;

  public TilePyramid {
    zooms = List.copyOf(zooms);
  }

  /**
   * Where a tile lies in the file.
   *
   * @param offset of its first byte
   * @param length in bytes
   */
  public record Place(long offset, int length) {
    /** Reads the {@link #ENTRY_BYTES} that the list has of a tile. */
    public static Place read(byte[] entry) {
      ByteBuffer in = ByteBuffer.wrap(entry);
      return new Place(in.getLong(), in.getInt());
    }
  }

  /** How many pixels of the finest zoom one of another zoom stands for, across. */
  public int pooledAcross(int zoom) {
    return 1 << (finestZoom - zoom);
  }

  /** How many pixels of the finest zoom one of another zoom stands for, up. */
  public int pooledUp(int zoom) {
    return finestHeight / zooms.get(zoom).height();
  }

  /**
   * Reads what a file holds.
   *
   * @param beginning its first {@link #MOST_HEAD_BYTES}, or all of it if it is shorter
   * @throws IllegalArgumentException if they are not those of such a file
   */
  public static TilePyramid read(byte[] beginning) {
    ByteBuffer in = ByteBuffer.wrap(beginning);
    try {
      if (in.getLong() != MAGIC || in.getInt() != SIDE) {
        throw new IllegalArgumentException("no file of tiles");
      }
      int finest = in.getInt();
      int height = in.getInt();
      int count = in.getInt();
      if (count < 1 || count > MOST_ZOOMS) {
        throw new IllegalArgumentException("a file of tiles with " + count + " zooms");
      }
      double across = in.getDouble();
      double up = in.getDouble();
      List<TileZoom> zooms = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        zooms.add(new TileZoom(in.getLong(), in.getInt(), in.getInt(), in.getInt()));
      }
      return new TilePyramid(across, up, finest, height, zooms);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a file of tiles that ends early", e);
    }
  }

  /**
   * Where the file's list has a tile's {@link Place}.
   *
   * @param x column of tiles, from the left
   * @param y row of tiles, from the top
   * @return the first byte of the entry; empty if the file has no such tile
   */
  public Optional<Long> entry(int zoom, int x, int y) {
    if (zoom < 0 || zoom >= zooms.size()) {
      return Optional.empty();
    }
    TileZoom found = zooms.get(zoom);
    long column = (long) x - found.firstAcross();
    if (column < 0 || column >= found.across() || y < 0 || y >= found.down()) {
      return Optional.empty();
    }
    long before = zooms.subList(0, zoom).stream().mapToLong(TileZoom::tiles).sum();
    return Optional.of(listOffset() + (before + column * found.down() + y) * ENTRY_BYTES);
  }

  private int listOffset() {
    return FIXED_BYTES + ZOOM_BYTES * zooms.size();
  }

  /** How long the file's beginning is. */
  int headBytes() {
    return listOffset() + ENTRY_BYTES * zooms.stream().mapToInt(TileZoom::tiles).sum();
  }

  /**
   * The file's beginning.
   *
   * @param lengths of all tiles, in their order
   */
  byte[] head(List<Integer> lengths) {
    ByteBuffer out = ByteBuffer.allocate(headBytes());
    out.putLong(MAGIC).putInt(SIDE).putInt(finestZoom).putInt(finestHeight).putInt(zooms.size());
    out.putDouble(unitsAcross).putDouble(unitsUp);
    for (TileZoom zoom : zooms) {
      out.putLong(zoom.width()).putInt(zoom.height());
      out.putInt(zoom.firstAcross()).putInt(zoom.across());
    }
    long offset = out.capacity();
    for (int length : lengths) {
      out.putLong(offset).putInt(length);
      offset += length;
    }
    return out.array();
  }
}
