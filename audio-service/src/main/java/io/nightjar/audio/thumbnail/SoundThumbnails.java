package io.nightjar.audio.thumbnail;

import io.nightjar.audio.activity.LivelyPart;
import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Palette;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.ThumbHash;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import io.nightjar.imaging.thumbnail.ThumbnailSize;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
 * @param files the PNGs in increasing size, then the WebPs
 * @param placeholder the smallest one as a {@link ThumbHash}, in Base64
 */
public record SoundThumbnails(List<File> files, String placeholder) {

  /**
   * One of the files.
   *
   * @param name such as {@code thumbnail-64.png}
   * @param format which {@code name} ends in
   * @param bytes its content
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, by who made it
  public record File(String name, ThumbnailFormat format, byte[] bytes) {}

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
  private static final int[] COARSENESS = {ThumbnailFormat.COARSENESS, 64, 127};

  /** For each pixel of the largest one: its index, and what encodes it. */
  private static final int HEAP_PER_PIXEL = 10;

  /** The most memory that drawing them takes, in bytes. */
  public static long heapBytes() {
    return (long) HEAP_PER_PIXEL * size(ThumbnailSize.LARGE).pixels() + 2L * (MOST_PNG + MOST_WEBP);
  }

  /** Draws it. */
  public static SoundThumbnails of(LivelyPart part) {
    Map<ThumbnailSize, IndexedPicture> pictures = drawn(part, COLOURS[0]);
    List<File> png = encoded(pictures, ThumbnailFormat.PNG, 0);
    for (int i = 1; i < COLOURS.length && bytes(png) > MOST_PNG; i++) {
      png = encoded(drawn(part, COLOURS[i]), ThumbnailFormat.PNG, 0);
    }
    List<File> webp = encoded(pictures, ThumbnailFormat.WEBP, COARSENESS[0]);
    for (int i = 1; i < COARSENESS.length && bytes(webp) > MOST_WEBP; i++) {
      webp = encoded(pictures, ThumbnailFormat.WEBP, COARSENESS[i]);
    }
    IndexedPicture small = Objects.requireNonNull(pictures.get(ThumbnailSize.SMALL));
    return new SoundThumbnails(
        Stream.of(png, webp).flatMap(List::stream).toList(), ThumbHash.of(small));
  }

  /** How large the picture of a size is: as wide as it may be, and of the shape of most frames. */
  static Size size(ThumbnailSize size) {
    return new Size(size.longestSide(), size.longestSide() * 3 / 4);
  }

  private static Map<ThumbnailSize, IndexedPicture> drawn(LivelyPart part, int colours) {
    Map<ThumbnailSize, IndexedPicture> pictures = new EnumMap<>(ThumbnailSize.class);
    for (ThumbnailSize size : ThumbnailSize.values()) {
      pictures.put(size, draw(part, size(size), colours));
    }
    return pictures;
  }

  private static List<File> encoded(
      Map<ThumbnailSize, IndexedPicture> pictures, ThumbnailFormat format, int coarseness) {
    List<File> files = new ArrayList<>();
    pictures.forEach(
        (size, picture) ->
            files.add(
                new File(
                    format.fileName(size.nameOf(ThumbnailSize.OF_RECORDING)),
                    format,
                    format.encode(picture, coarseness))));
    return files;
  }

  private static int bytes(List<File> files) {
    return files.stream().mapToInt(file -> file.bytes().length).sum();
  }

  /** A pixel that stands for several cells shows the one that stands out most. */
  private static IndexedPicture draw(LivelyPart part, Size size, int colours) {
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
