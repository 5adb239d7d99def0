package io.nightjar.thermal.metadata;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.SceneCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks for what makes a recording worth less to whoever measures or classifies. */
final class QualityCheck {
  /** Rows of a frame that are looked at for noise: enough to tell, a quarter of usual frames. */
  private static final int ROWS = 30;

  private final Mark noise =
      new Mark("sensor-noise", "frames show no scene: the sensor or an encoder failed");
  private final Mark frozen =
      new Mark("frozen-frames", "frames are the one before, pixel by pixel");
  private final Mark restarted =
      new Mark("clock-restarted", "frames are older, by the camera's clock, than the one before");
  private OptionalLong lastMillis = OptionalLong.empty();
  private boolean first = true;

  /**
   * Looks at the next frame; background frames are passed over.
   *
   * @param before the last frame that was none; of the same size, its content is of no account
   *     before the first one
   */
  void look(Frame frame, Frame before) {
    if (frame.background()) {
      return;
    }
    int every = (frame.height() + ROWS - 1) / ROWS;
    if (!SceneCheck.showsScene(frame.pixels(), frame.width(), every)) {
      noise.set(frame);
    }
    if (!first && Arrays.equals(frame.pixels(), before.pixels())) {
      frozen.set(frame);
    }
    OptionalLong millis = frame.timeOnMillis();
    if (millis.isPresent() && millis.getAsLong() < lastMillis.orElse(0)) {
      restarted.set(frame);
    }
    lastMillis = millis.isPresent() ? millis : lastMillis;
    first = false;
  }

  /**
   * Returns what was found.
   *
   * @param doubt why the time that the header claims may be wrong, if it may
   */
  List<ThermalMetadata.Oddity> flags(Optional<String> doubt) {
    List<ThermalMetadata.Oddity> flags = new ArrayList<>();
    for (Mark mark : List.of(noise, frozen, restarted)) {
      mark.flag().ifPresent(flags::add);
    }
    doubt.ifPresent(
        why -> flags.add(new ThermalMetadata.Oddity("recorded-time-doubtful", 1, -1, why)));
    return flags;
  }

  /** How often something was seen, and where first. */
  private static final class Mark {
    private final String code;
    private final String detail;
    private int count;
    private int frame;

    Mark(String code, String detail) {
      this.code = code;
      this.detail = detail;
    }

    void set(Frame seen) {
      if (count++ == 0) {
        frame = seen.number();
      }
    }

    Optional<ThermalMetadata.Oddity> flag() {
      return count == 0
          ? Optional.empty()
          : Optional.of(new ThermalMetadata.Oddity(code, count, frame, count + " " + detail));
    }
  }
}
