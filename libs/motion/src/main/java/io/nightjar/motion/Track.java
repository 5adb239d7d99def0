package io.nightjar.motion;

import java.util.List;

/**
 * The way of one thing through a recording.
 *
 * @param id from 1, in the order in which tracks appeared
 * @param warm whether it is warmer than the background; else colder
 * @param score 0…1: how much it behaves as an animal does, see {@link #THRESHOLD}
 * @param positions at least one, by frame; frames in which it was not seen are left out
 */
public record Track(int id, boolean warm, double score, List<Position> positions) {

  /** Tracks that score less are wind, noise, or things that do not move. */
  public static final double THRESHOLD = 0.5;

  /** Copies the positions. */
  public Track {
    positions = List.copyOf(positions);
  }

  /** Returns the first frame that shows it. */
  public int firstFrame() {
    return positions.getFirst().frame();
  }

  /** Returns the last frame that shows it. */
  public int lastFrame() {
    return positions.getLast().frame();
  }
}
