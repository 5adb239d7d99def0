package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where tracks are.
 *
 * @param boxes by the number of the frame, background frames counted; in pixels of the frame
 */
public record TrackBoxes(Map<Integer, List<Region>> boxes) {

  /** No tracks. */
  public static final TrackBoxes NONE = new TrackBoxes(Map.of());

  public TrackBoxes {
    boxes = Map.copyOf(boxes);
  }

  /** The same in pixels of frames that were scaled. */
  TrackBoxes scaled(Size from, Size to) {
    if (from.equals(to)) {
      return this;
    }
    Map<Integer, List<Region>> scaled = new HashMap<>();
    boxes.forEach(
        (frame, regions) ->
            scaled.put(frame, regions.stream().map(region -> scaled(region, from, to)).toList()));
    return new TrackBoxes(scaled);
  }

  private static Region scaled(Region region, Size from, Size to) {
    int left = (int) ((long) region.x() * to.width() / from.width());
    int top = (int) ((long) region.y() * to.height() / from.height());
    int right = (int) ((long) region.right() * to.width() / from.width());
    int bottom = (int) ((long) region.bottom() * to.height() / from.height());
    return new Region(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  List<Region> of(int frame) {
    return boxes.getOrDefault(frame, List.of());
  }
}
