package io.nightjar.cptv.tool;

import io.nightjar.cptv.Frame;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Tells how long after the first frame another one was taken: by the camera's clock, by the offsets
 * of version 1 files, or, without either, by the frame rate.
 */
public final class FrameClock {

  private final int framesPerSecond;
  private boolean started;
  private OptionalLong firstMillis = OptionalLong.empty();
  private OptionalLong firstMicros = OptionalLong.empty();
  private int seen;

  /** Starts before the first frame. */
  public FrameClock(int framesPerSecond) {
    this.framesPerSecond = framesPerSecond;
  }

  /** Takes the next frame that is no background, and tells its time since the first. */
  public Duration next(Frame frame) {
    if (!started) {
      started = true;
      firstMillis = frame.timeOnMillis();
      firstMicros = frame.offsetMicros();
    }
    int number = seen++;
    if (firstMillis.isPresent() && frame.timeOnMillis().isPresent()) {
      return Duration.ofMillis(frame.timeOnMillis().getAsLong() - firstMillis.getAsLong());
    }
    if (firstMicros.isPresent() && frame.offsetMicros().isPresent()) {
      long micros = frame.offsetMicros().getAsLong() - firstMicros.getAsLong();
      return Duration.ofNanos(1_000 * micros);
    }
    return Duration.ofNanos(1_000_000_000L * number / framesPerSecond);
  }
}
