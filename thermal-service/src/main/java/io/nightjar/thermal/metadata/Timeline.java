package io.nightjar.thermal.metadata;

import io.nightjar.cptv.Frame;
import java.util.OptionalLong;

/** Follows the times of the frames: how long it took, and how often the shutter closed. */
final class Timeline {
  private static final long LONGEST_MILLIS = 24L * 60 * 60 * 1000;
  private static final double MILLIS_PER_SECOND = 1000;

  private final int framesPerSecond;
  private int frames;
  private OptionalLong first = OptionalLong.empty();
  private OptionalLong last = OptionalLong.empty();
  private OptionalLong lastFfc = OptionalLong.empty();
  private int corrections;

  Timeline(int framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /** Takes a frame; background frames have no time. */
  void add(Frame frame) {
    if (frame.background()) {
      return;
    }
    frames++;
    if (first.isEmpty()) {
      first = frame.timeOnMillis();
    }
    last = frame.timeOnMillis();
    OptionalLong ffc = frame.lastFfcMillis();
    if (ffc.isPresent() && lastFfc.isPresent() && ffc.getAsLong() != lastFfc.getAsLong()) {
      corrections++;
    }
    lastFfc = ffc.isPresent() ? ffc : lastFfc;
  }

  int flatFieldCorrections() {
    return corrections;
  }

  /**
   * By the frames' own clock, plus one frame's length; by their number where that clock stands
   * still, runs backwards or jumps, as it does after a sensor's restart.
   */
  double seconds() {
    double nominal = (double) frames / framesPerSecond;
    if (first.isEmpty() || last.isEmpty()) {
      return nominal;
    }
    long millis = last.getAsLong() - first.getAsLong();
    boolean trusted = (millis > 0 || frames == 1) && millis < LONGEST_MILLIS;
    return trusted ? millis / MILLIS_PER_SECOND + 1.0 / framesPerSecond : nominal;
  }
}
