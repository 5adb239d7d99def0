package io.nightjar.audio.thumbnail;

import io.nightjar.audio.activity.LivelyPart;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.PngWriter;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.ThumbHash;
import io.nightjar.imaging.ThumbnailSize;
import io.nightjar.imaging.webp.WebpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * The liveliest part of a sound, drawn in the sizes of all thumbnails: time to the right, frequency
 * from 0 to half the sample rate upwards, and as colour how far each cell stands out of the noise
 * of its band, from 6 dB (the first colour) to 42 dB (the last). The scale is the same for all
 * recordings: in a list, a lively one looks livelier. A shorter sound fills the whole width.
 *
 * <p>Each as PNG and as WebP, the formats of all thumbnails; the same sound gives the same bytes
 * everywhere. Noise is dark, and the colours are as few as it takes for the PNGs together to be at
 * most {@value #MOST_PNG} bytes; the WebPs are as coarse as it takes for at most {@value
 * #MOST_WEBP}.
 *
 * @param files the bytes of each file by its name, in increasing size
 * @param placeholder the smallest one as a {@link ThumbHash}, in Base64
 */
public record SoundThumbnails(SequencedMap<String, byte[]> files, String placeholder) {

  /** What all PNGs take together, in bytes. */
  static final int MOST_PNG = 12_000;

  /** What all WebPs take together, in bytes. */
  static final int MOST_WEBP = 8_000;

  private static final Palette PALETTE = Palette.INFERNO;
  private static final float LOWEST = 6;
  private static final float HIGHEST = 42;

  /** As many as fit; two always do: a bit for each cell. */
  private static final int[] COLOURS = {32, 16, 8, 4, 2};

  /** Of a WebP: that of all thumbnails, up to VP8's last, which is small whatever is shown. */
  private static final int[] COARSENESS = {24, 64, 127};

  /** For each pixel of the largest one: its index, and what encodes it. */
  private static final int HEAP_PER_PIXEL = 10;

  /** The most memory that drawing them takes, in bytes. */
  public static long heapBytes() {
    return (long) HEAP_PER_PIXEL * size(ThumbnailSize.LARGE).pixels() + 2L * (MOST_PNG + MOST_WEBP);
  }

  /** Draws it. */
  public static SoundThumbnails of(LivelyPart part) throws IOException {
    SequencedMap<String, byte[]> png = pngs(part, COLOURS[0]);
    for (int i = 1; i < COLOURS.length && bytes(png) > MOST_PNG; i++) {
      png = pngs(part, COLOURS[i]);
    }
    Map<ThumbnailSize, IndexedPicture> pictures = new EnumMap<>(ThumbnailSize.class);
    for (ThumbnailSize size : ThumbnailSize.values()) {
      pictures.put(size, draw(part, size, COLOURS[0]));
    }
    SequencedMap<String, byte[]> webp = webps(pictures, COARSENESS[0]);
    for (int i = 1; i < COARSENESS.length && bytes(webp) > MOST_WEBP; i++) {
      webp = webps(pictures, COARSENESS[i]);
    }
    SequencedMap<String, byte[]> files = new LinkedHashMap<>(png);
    files.putAll(webp);
    IndexedPicture small = Objects.requireNonNull(pictures.get(ThumbnailSize.SMALL));
    return new SoundThumbnails(files, ThumbHash.of(small));
  }

  /** The media type of a file by its name. */
  public static String mediaType(String name) {
    return name.endsWith(".png") ? "image/png" : "image/webp";
  }

  /** How large the picture of a size is: as wide as it may be, and of the shape of most frames. */
  static Size size(ThumbnailSize size) {
    return new Size(size.longestSide(), size.longestSide() * 3 / 4);
  }

  private static SequencedMap<String, byte[]> pngs(LivelyPart part, int colours)
      throws IOException {
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    for (ThumbnailSize size : ThumbnailSize.values()) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      PngWriter.write(draw(part, size, colours), png);
      files.put(size.png(ThumbnailSize.OF_RECORDING), png.toByteArray());
    }
    return files;
  }

  private static SequencedMap<String, byte[]> webps(
      Map<ThumbnailSize, IndexedPicture> pictures, int coarseness) throws IOException {
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<ThumbnailSize, IndexedPicture> one : pictures.entrySet()) {
      ByteArrayOutputStream webp = new ByteArrayOutputStream();
      WebpWriter.write(one.getValue(), coarseness, webp);
      files.put(one.getKey().webp(ThumbnailSize.OF_RECORDING), webp.toByteArray());
    }
    return files;
  }

  private static int bytes(SequencedMap<String, byte[]> files) {
    return files.values().stream().mapToInt(file -> file.length).sum();
  }

  /** A pixel that stands for several cells shows the one that stands out most. */
  private static IndexedPicture draw(LivelyPart part, ThumbnailSize longest, int colours) {
    Size size = size(longest);
    IndexedPicture picture = new IndexedPicture(size, PALETTE);
    byte[] indices = picture.indices();
    for (int x = 0; x < size.width(); x++) {
      int firstStep = x * part.steps() / size.width();
      int endStep = Math.max(firstStep + 1, (x + 1) * part.steps() / size.width());
      for (int row = 0; row < size.height(); row++) {
        int firstBand = row * part.bands() / size.height();
        int endBand = Math.max(firstBand + 1, (row + 1) * part.bands() / size.height());
        float most = 0;
        for (int step = firstStep; step < endStep; step++) {
          for (int band = firstBand; band < endBand; band++) {
            most = Math.max(most, part.contrast(step, band));
          }
        }
        int y = size.height() - 1 - row;
        indices[y * size.width() + x] = (byte) index(most, colours);
      }
    }
    return picture;
  }

  private static int index(float decibels, int colours) {
    float share = (decibels - LOWEST) / (HIGHEST - LOWEST);
    int colour = Math.clamp((long) (share * colours), 0, colours - 1);
    return colour * (Palette.COLOURS - 1) / (colours - 1);
  }
}
