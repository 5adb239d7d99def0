package io.nightjar.thermal.preview.video;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Where tracks are, frame by frame. */
public final class TrackBoxes {

  /** No tracks. */
  public static final TrackBoxes NONE = of(List.of());

  private final int[] frames;
  private final List<Region> regions;

  /**
   * Where a track is in one frame.
   *
   * @param frame its number, background frames counted
   * @param region in pixels of the frame
   */
  public record Box(int frame, Region region) {}

  private TrackBoxes(int[] frames, List<Region> regions) {
    this.frames = frames;
    this.regions = regions;
  }

  /** Boxes in any order. */
  public static TrackBoxes of(List<Box> boxes) {
    List<Box> sorted = boxes.stream().sorted(Comparator.comparingInt(Box::frame)).toList();
    return new TrackBoxes(
        sorted.stream().mapToInt(Box::frame).toArray(), sorted.stream().map(Box::region).toList());
  }

  /** The same in pixels of frames that were scaled. */
  TrackBoxes scaled(Size from, Size to) {
    return from.equals(to)
        ? this
        : new TrackBoxes(frames, regions.stream().map(region -> scaled(region, from, to)).toList());
  }

  private static Region scaled(Region region, Size from, Size to) {
    int left = (int) ((long) region.x() * to.width() / from.width());
    int top = (int) ((long) region.y() * to.height() / from.height());
    int right = (int) ((long) region.right() * to.width() / from.width());
    int bottom = (int) ((long) region.bottom() * to.height() / from.height());
    return new Region(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
  }

  /** Those of one frame. */
  List<Region> of(int frame) {
    int from = first(frame);
    int to = from;
    while (to < frames.length && frames[to] == frame) {
      to++;
    }
    return regions.subList(from, to);
  }

  /** The place of the first box in a frame, or in one after it. */
  private int first(int frame) {
    int at = Arrays.binarySearch(frames, frame);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && frames[at - 1] == frame) {
      at--;
    }
    return at;
  }
}
