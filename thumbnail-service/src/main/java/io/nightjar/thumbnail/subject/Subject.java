package io.nightjar.thumbnail.subject;

import io.nightjar.imaging.Region;
import io.nightjar.thumbnail.seen.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a picture shows.
 *
 * @param frame the place of the frame in its file, from 0, background frames counted
 * @param region where it is in that frame; the whole frame if nothing moves
 * @param track the id of its track; empty if nothing moves
 * @param score 0…1: how much it behaves as an animal does; 0 if nothing moves
 * @param reason why this frame was chosen
 * @param verdict what a classifier takes it for, if one has answered and it is a track
 */
public record Subject(
    int frame,
    Region region,
    OptionalInt track,
    double score,
    Reason reason,
    Optional<Verdict> verdict) {

  /** Why a frame was chosen. */
  public enum Reason {
    /** Something warmer than the background moves. */
    WARM_MOVING("warm-moving"),
    /** Nothing warm moves, but something colder than the background does. */
    COLD_MOVING("cold-moving"),
    /** A classifier takes it for an animal. */
    CLASSIFIED("classified"),
    /** A classifier has looked and named no animal: a steady frame with much warmth. */
    NO_ANIMAL("no-animal"),
    /** Nothing moves: a steady frame with much warmth. */
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
