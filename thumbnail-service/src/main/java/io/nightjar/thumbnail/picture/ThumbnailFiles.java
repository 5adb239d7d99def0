package io.nightjar.thumbnail.picture;

import io.nightjar.imaging.IndexedPicture;
import io.nightjar.imaging.Size;
import io.nightjar.imaging.thumbnail.ThumbnailFormat;
import io.nightjar.imaging.thumbnail.ThumbnailSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Thumbnails as files that together have no more bytes than they may. Where they would, PNGs have
 * fewer shades: 128, then 64, which hardly anybody sees. Noise is as many bytes as it has pixels:
 * there, pictures of the whole frame have half the size, which is that of most sensors; and at last
 * all have half the size and down to 4 shades, at most some 30 kB in all. WebPs become coarser on
 * the way. What two names share is encoded, stored and counted once.
 */
public final class ThumbnailFiles {
  private static final int ALL_SHADES = 256;

  private ThumbnailFiles() {}

  /**
   * A file.
   *
   * @param name as the thumbnail's
   * @param mediaType of its content
   * @param bytes its content
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, by who made it
  public record File(String name, String mediaType, byte[] bytes) {}

  /** A picture in a format, which is the same file under each of its names. */
  private record Drawn(IndexedPicture picture, ThumbnailFormat format) {}

  private record Step(int shades, int coarseness, boolean largeHalved, boolean allHalved) {
    byte[] encoded(Thumbnail thumbnail) {
      IndexedPicture picture = thumbnail.picture();
      Size size = picture.size();
      boolean large = Math.max(size.width(), size.height()) > ThumbnailSize.MEDIUM.longestSide();
      if (allHalved || (large && largeHalved)) {
        picture = picture.halved();
      }
      if (thumbnail.format() == ThumbnailFormat.PNG && shades != ALL_SHADES) {
        picture = picture.withShades(shades);
      }
      return thumbnail.format().encode(picture, coarseness);
    }
  }

  private static final List<Step> STEPS =
      List.of(
          new Step(ALL_SHADES, ThumbnailFormat.COARSENESS, false, false),
          new Step(128, ThumbnailFormat.COARSENESS, false, false),
          new Step(64, 32, false, false),
          new Step(64, 48, true, false),
          new Step(32, 64, true, false),
          new Step(32, 80, true, true),
          new Step(16, 96, true, true),
          new Step(4, 127, true, true));

  /**
   * Writes thumbnails.
   *
   * @param mostBytes that they may have together; the last of the steps is taken in any case
   */
  public static List<File> of(List<Thumbnail> thumbnails, long mostBytes) {
    List<File> files = List.of();
    for (Step step : STEPS) {
      Map<Drawn, byte[]> encoded = new HashMap<>();
      files = new ArrayList<>();
      for (Thumbnail one : thumbnails) {
        byte[] bytes =
            encoded.computeIfAbsent(new Drawn(one.picture(), one.format()), _ -> step.encoded(one));
        files.add(new File(one.name(), one.format().mediaType(), bytes));
      }
      if (encoded.values().stream().mapToLong(bytes -> bytes.length).sum() <= mostBytes) {
        break;
      }
    }
    return List.copyOf(files);
  }
}
