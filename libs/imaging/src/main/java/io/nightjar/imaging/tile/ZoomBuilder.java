package io.nightjar.imaging.tile;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes one zoom of a pyramid, and the columns of the next coarser one. */
final class ZoomBuilder implements AutoCloseable {
  private static final int SIDE = TilePyramid.SIDE;

  private final Path file;
  private final int height;
  private final int coarserHeight;
  private final int coarseness;
  private final long from;
  private final long to;
  private final byte[] strip;
  private final byte[] pending;
  private final List<Integer> lengths = new ArrayList<>();
  private Optional<OutputStream> out = Optional.empty();
  private boolean kept = true;
  private int firstAcross;
  private int across;
  private long width;

  /**
   * @param finestHeight of the finest zoom
   * @param coarseness how many zooms this one is away from the finest
   * @param from the first column of the finest zoom that tiles are wanted of
   */
  ZoomBuilder(Path folder, int finestHeight, int coarseness, long from, long to) {
    this.file = folder.resolve("tiles-" + coarseness);
    this.height = Math.max(SIDE, finestHeight >> coarseness);
    this.coarserHeight = Math.max(SIDE, height / 2);
    this.coarseness = coarseness;
    this.from = from;
    this.to = to;
    this.strip = new byte[SIDE * height];
    this.pending = new byte[height];
  }

  /**
   * Takes the next column.
   *
   * @return the next column of the coarser zoom, if this was the second one of a pair
   */
  Optional<byte[]> add(byte[] column) throws IOException {
    int x = (int) (width % SIDE);
    for (int y = 0; y < height; y++) {
      strip[y * SIDE + x] = column[y];
    }
    width++;
    if (x == SIDE - 1) {
      close(width / SIDE - 1);
    }
    if (width % 2 == 1) {
      System.arraycopy(column, 0, pending, 0, height);
      return Optional.empty();
    }
    for (int y = 0; y < height; y++) {
      pending[y] = greater(pending[y], column[y]);
    }
    return Optional.of(coarser());
  }

  /** The last column of the coarser zoom, if this one's width is odd. */
  Optional<byte[]> odd() {
    return width % 2 == 1 ? Optional.of(coarser()) : Optional.empty();
  }

  private byte[] coarser() {
    if (coarserHeight == height) {
      return pending.clone();
    }
    byte[] half = new byte[coarserHeight];
    for (int y = 0; y < coarserHeight; y++) {
      half[y] = greater(pending[2 * y], pending[2 * y + 1]);
    }
    return half;
  }

  private static byte greater(byte one, byte other) {
    return (byte) Math.max(Byte.toUnsignedInt(one), Byte.toUnsignedInt(other));
  }

  /** Ends it: the last tiles are not full. */
  void finish() throws IOException {
    if (width % SIDE != 0) {
      close(width / SIDE);
    }
    if (out.isPresent()) {
      out.get().close();
    }
  }

  /** Writes a column of tiles, if it is wanted and there is room for it. */
  private void close(long column) throws IOException {
    long first = (column * SIDE) << coarseness;
    long end = ((column + 1) * SIDE) << coarseness;
    if (kept && first < to && end > from) {
      if (across == 0) {
        firstAcross = (int) column;
      }
      if (across == TilePyramid.MOST_ACROSS) {
        giveUp();
      } else {
        across++;
        for (int y = 0; y < height; y += SIDE) {
          write(Arrays.copyOfRange(strip, y * SIDE, (y + SIDE) * SIDE));
        }
      }
    }
    Arrays.fill(strip, (byte) 0);
  }

  private void write(byte[] pixels) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    PngWriter.write(new IndexedPicture(new Size(SIDE, SIDE), Palette.GREY, pixels), png);
    if (out.isEmpty()) {
      out = Optional.of(Files.newOutputStream(file));
    }
    png.writeTo(out.get());
    lengths.add(png.size());
  }

  /** Whoever wants it asks for a part of the picture. */
  private void giveUp() throws IOException {
    close();
    kept = false;
    lengths.clear();
    Files.deleteIfExists(file);
  }

  long width() {
    return width;
  }

  /** Whether it has no more tiles than a file may have. */
  boolean isKept() {
    return kept;
  }

  List<Integer> lengths() {
    return lengths;
  }

  TileZoom described() {
    return new TileZoom(width, height, firstAcross, across);
  }

  /** Copies the tiles; call after {@link #finish}. */
  void copyTo(OutputStream target) throws IOException {
    if (across > 0) {
      Files.copy(file, target);
    }
  }

  @Override
  public void close() throws IOException {
    if (out.isPresent()) {
      out.get().close();
    }
  }
}
