package io.nightjar.imaging;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a PNG (W3C PNG Specification, third edition) row by row, so that a picture need not be
 * held whole. No time, no text: the same rows give the same bytes under the same Java runtime.
 *
 * <p>It is an encoder of our own because the runtime's sits in {@code java.desktop}, which headless
 * runtimes lack, and wants the whole picture. Working memory: a few rows and 64 KiB. Not
 * thread-safe.
 */
public final class PngWriter implements Closeable {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHUNK = 32 * 1024;

  private final OutputStream out;
  private final Size size;
  private final RowFilter filter;
  private final Deflater deflater = new Deflater();
  private final byte[] compressed = new byte[CHUNK];
  private int filled;
  private int rows;
  private boolean closed;

  private PngWriter(OutputStream out, Size size, PixelFormat format) throws IOException {
    this.out = out;
    this.size = size;
    this.filter = new RowFilter(size.width(), format);
    out.write(SIGNATURE);
    chunk("IHDR", header(size, format), 13);
  }

  /**
   * Starts a picture of 24-bit colours or 16-bit grey.
   *
   * @param out where it goes; not closed by this writer
   */
  public static PngWriter direct(OutputStream out, Size size, PixelFormat format)
      throws IOException {
    if (format == PixelFormat.INDEXED) {
      throw new IllegalArgumentException("an indexed picture needs a palette");
    }
    return new PngWriter(out, size, format);
  }

  /**
   * Starts a picture of 8-bit indices into a palette.
   *
   * @param out where it goes; not closed by this writer
   */
  public static PngWriter indexed(OutputStream out, Size size, Palette palette) throws IOException {
    var writer = new PngWriter(out, size, PixelFormat.INDEXED);
    byte[] colours = palette.bytes();
    writer.chunk("PLTE", colours, colours.length);
    return writer;
  }

  /** Writes a whole picture. {@code out} stays open. */
  public static void write(Picture picture, OutputStream out) throws IOException {
    switch (picture) {
      case IndexedPicture indexed -> write(indexed, out);
      case RgbPicture rgb -> write(rgb, out);
      case GreyPicture grey -> write(grey, out);
    }
  }

  private static void write(IndexedPicture picture, OutputStream out) throws IOException {
    int width = picture.size().width();
    try (var writer = indexed(out, picture.size(), picture.palette())) {
      for (int y = 0; y < picture.size().height(); y++) {
        writer.row(picture.indices(), y * width);
      }
    }
  }

  private static void write(RgbPicture picture, OutputStream out) throws IOException {
    int width = picture.size().width();
    byte[] row = new byte[3 * width];
    try (var writer = direct(out, picture.size(), PixelFormat.RGB)) {
      for (int y = 0; y < picture.size().height(); y++) {
        for (int x = 0; x < width; x++) {
          int rgb = picture.pixel(x, y);
          row[3 * x] = (byte) (rgb >> 16);
          row[3 * x + 1] = (byte) (rgb >> 8);
          row[3 * x + 2] = (byte) rgb;
        }
        writer.row(row, 0);
      }
    }
  }

  private static void write(GreyPicture picture, OutputStream out) throws IOException {
    int width = picture.size().width();
    byte[] row = new byte[2 * width];
    try (var writer = direct(out, picture.size(), PixelFormat.GREY16)) {
      for (int y = 0; y < picture.size().height(); y++) {
        for (int x = 0; x < width; x++) {
          int sample = picture.sample(x, y);
          row[2 * x] = (byte) (sample >> 8);
          row[2 * x + 1] = (byte) sample;
        }
        writer.row(row, 0);
      }
    }
  }

  /**
   * Writes the next row.
   *
   * @param pixels the row's bytes start at {@code offset}: {@code width × format.bytesPerPixel()}
   *     of them
   * @throws IllegalStateException if the picture has all its rows
   */
  public void row(byte[] pixels, int offset) throws IOException {
    if (rows == size.height()) {
      throw new IllegalStateException("the picture has its " + rows + " rows");
    }
    rows++;
    deflater.setInput(filter.apply(pixels, offset));
    while (!deflater.needsInput()) {
      deflate();
    }
  }

  /**
   * Ends the picture; {@code out} stays open. A picture that lacks rows, as after an error, is left
   * without its end and so is no valid file.
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (rows == size.height()) {
        end();
      }
    } finally {
      deflater.end();
    }
  }

  private void end() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    flush();
    chunk("IEND", compressed, 0);
    out.flush();
  }

  private void deflate() throws IOException {
    filled += deflater.deflate(compressed, filled, CHUNK - filled);
    if (filled == CHUNK) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (filled > 0) {
      chunk("IDAT", compressed, filled);
      filled = 0;
    }
  }

  private void chunk(String type, byte[] data, int length) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(data, 0, length);
    out.write(bigEndian(length));
    out.write(name);
    out.write(data, 0, length);
    out.write(bigEndian((int) crc.getValue()));
  }

  private static byte[] header(Size size, PixelFormat format) {
    return ByteBuffer.allocate(13)
        .putInt(size.width())
        .putInt(size.height())
        .put((byte) format.bitDepth())
        .put((byte) format.colourType())
        .array();
  }

  private static byte[] bigEndian(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
