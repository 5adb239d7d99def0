package io.nightjar.imaging.render;

import io.nightjar.imaging.BitmapFont;
import io.nightjar.imaging.GreyPicture;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Levels;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Region;
import io.nightjar.imaging.Resampler;
import io.nightjar.imaging.Size;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A picture that frames are drawn on, one over the other. All that it needs is made with it: 64 KiB
 * for the contrast, four bytes a pixel, and the weights of the scaling; drawing allocates nothing.
 * Not thread-safe: what is drawn is read, and settings are changed, between two frames.
 */
public final class RenderTarget {

  private static final int RGB_BYTES = 3;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** Columns of a picture for which the counter's font is not enlarged. */
  private static final int SMALL_PRINT = 480;

  private static final int COUNTER_DIGITS = 5;

  private final Size frame;
  private final TargetSettings settings;
  private final Placement placement;
  private final Resampler resampler;
  private final GreyPicture scaled;
  private final IndexedPicture picture;
  private final int[] colours;
  private final byte[] indices = new byte[1 << 16];
  private int number;

  /**
   * A picture for frames of one size.
   *
   * @throws IllegalArgumentException if the part to show is not within the frame
   */
  public RenderTarget(Size frame, TargetSettings settings) {
    Region view = settings.view().orElse(frame.region());
    if (!frame.contains(view)) {
      throw new IllegalArgumentException(view + " is not within " + frame);
    }
    this.frame = frame;
    this.settings = settings;
    this.placement = settings.fit().place(view, settings.size());
    Size shown = new Size(placement.shown().width(), placement.shown().height());
    this.resampler = new Resampler(placement.crop(), shown);
    this.scaled = new GreyPicture(shown);
    this.picture = new IndexedPicture(settings.size(), settings.palette());
    this.colours = littleEndian(settings.palette());
    setLevels(settings.levels());
  }

  /** Colours with red in the lowest byte, blue in the third, and nothing in the highest. */
  private static int[] littleEndian(Palette palette) {
    return IntStream.of(palette.table()).map(rgb -> Integer.reverseBytes(rgb) >>> 8).toArray();
  }

  /** How it was to look when it was made. */
  public TargetSettings settings() {
    return settings;
  }

  /** The size of the frames that it takes. */
  public Size frame() {
    return frame;
  }

  /** Changes the contrast, from the next frame on. Allocates nothing. */
  public void setLevels(Levels levels) {
    levels.fill(indices);
  }

  /**
   * Draws a frame.
   *
   * @param pixels of the target's frame size
   * @param frameNumber 0 or more; shown by a counter, and given to sources of boxes
   * @throws IllegalArgumentException if the frame has another size
   */
  public void draw(GreyPicture pixels, int frameNumber) {
    if (!pixels.size().equals(frame)) {
      throw new IllegalArgumentException(pixels.size() + " is not " + frame);
    }
    number = frameNumber;
    resampler.apply(pixels, scaled);
    colour();
    List<Overlay> overlays = settings.overlays();
    for (int i = 0; i < overlays.size(); i++) {
      switch (overlays.get(i)) {
        case Overlay.Boxes boxes -> drawBoxes(boxes);
        case Overlay.Counter _ -> drawCounter();
      }
    }
  }

  private void colour() {
    short[] values = scaled.samples();
    byte[] pixels = picture.indices();
    int width = scaled.size().width();
    if (values.length < pixels.length) {
      picture.fill(0, 0, picture.size().width(), picture.size().height(), 0);
    }
    for (int y = 0; y < scaled.size().height(); y++) {
      int from = y * width;
      int to = (placement.shown().y() + y) * picture.size().width() + placement.shown().x();
      for (int x = 0; x < width; x++) {
        pixels[to + x] = indices[values[from + x] & 0xffff];
      }
    }
  }

  private void drawBoxes(Overlay.Boxes boxes) {
    List<Region> regions = boxes.source().of(number);
    for (int i = 0; i < regions.size(); i++) {
      BoxMarks.draw(picture, regions.get(i), boxes.style(), placement);
    }
  }

  private void drawCounter() {
    int scale = picture.size().width() <= SMALL_PRINT ? 1 : 2;
    int margin = 2 * scale;
    int width = BitmapFont.width(COUNTER_DIGITS, scale) + 2 * margin;
    int height = BitmapFont.HEIGHT * scale + 2 * margin;
    int left = placement.shown().x();
    int top = placement.shown().bottom() - height;
    picture.fill(left, top, width, height, 0);
    BitmapFont.drawNumber(
        picture, number, COUNTER_DIGITS, left + margin, top + margin, Palette.COLOURS - 1, scale);
  }

  /** The number of the frame that was drawn last. */
  public int number() {
    return number;
  }

  /** What was drawn last; the next frame is drawn over it. */
  public IndexedPicture picture() {
    return picture;
  }

  /** How many bytes {@link #writeRgb} writes. */
  public int rgbLength() {
    return RGB_BYTES * picture.size().pixels();
  }

  /**
   * Writes what was drawn last as red, green and blue bytes, row by row: FFmpeg's {@code rgb24}.
   * Allocates nothing.
   *
   * @param rgb at least {@link #rgbLength} bytes
   */
  public void writeRgb(byte[] rgb) {
    byte[] pixels = picture.indices();
    int last = pixels.length - 1;
    int at = 0;
    // One store of four bytes, of which the next one overwrites the fourth, instead of three.
    for (int i = 0; i < last; i++) {
      INTS.set(rgb, at, colours[pixels[i] & 0xff]);
      at += RGB_BYTES;
    }
    int colour = colours[pixels[last] & 0xff];
    rgb[at] = (byte) colour;
    rgb[at + 1] = (byte) (colour >> 8);
    rgb[at + 2] = (byte) (colour >> 16);
  }
}
