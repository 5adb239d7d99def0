package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Region;

/**
 * What a recording is about.
 *
 * @param frame the place of the frame in its file, from 0, background frames counted
 * @param region where it is in that frame; the whole frame if nothing moves
 * @param score how far it stands out: the sum over its pixels of the difference to the background,
 *     in sensor counts; halved where the picture's edge cuts it. Comparable within a recording
 * @param reason why this frame was chosen
 */
public record Subject(int frame, Region region, double score, Reason reason) {

  /** Why a frame was chosen. */
  public enum Reason {
    /** Something warmer than the background moves. */
    WARM_MOVING("warm-moving"),
    /** Nothing warm moves, but something colder than the background does. */
    COLD_MOVING("cold-moving"),
    /** Nothing moves: the frame with the most warmth. */
    NOTHING_MOVES("nothing-moves");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The stable code, in lower case with hyphens. */
    public String code() {
      return code;
    }
  }
}
