package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Region;
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

  List<Region> of(int frame) {
    return boxes.getOrDefault(frame, List.of());
  }
}
