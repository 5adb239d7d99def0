package io.nightjar.thermal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.nightjar.cptv.Frame;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityCheckTest {

  @Test
  void aRecordingOfWhichAllIsWellHasNoFlags() {
    assertThat(flags(frame(0, 100, 3), frame(1, 211, 4), frame(2, 322, 3))).isEmpty();
  }

  @Test
  void framesThatAreTheOneBeforeAreFrozen() {
    List<ThermalMetadata.Oddity> flags =
        flags(frame(0, 0, 3), frame(1, 1, 3), frame(2, 2, 4), frame(3, 3, 4), frame(4, 4, 4));

    assertThat(flags)
        .extracting(
            ThermalMetadata.Oddity::code,
            ThermalMetadata.Oddity::count,
            ThermalMetadata.Oddity::frame)
        .containsExactly(tuple("frozen-frames", 3, 1));
  }

  @Test
  void aBackgroundFrameIsNotTheFrameBefore() {
    List<ThermalMetadata.Oddity> flags =
        flags(frame(0, 0, 3).setBackground(true), frame(1, 1, 3), frame(2, 2, 4));

    assertThat(flags).isEmpty();
  }

  @Test
  void aClockThatFallsBackWasRestarted() {
    List<ThermalMetadata.Oddity> flags =
        flags(frame(0, 900, 1), frame(1, 1_011, 2), frame(2, 12, 3), frame(3, 123, 4));

    assertThat(flags)
        .extracting(
            ThermalMetadata.Oddity::code,
            ThermalMetadata.Oddity::count,
            ThermalMetadata.Oddity::frame)
        .containsExactly(tuple("clock-restarted", 1, 2));
  }

  /** A sensor that lost its synchronisation: neighbours differ by a thousand. */
  @Test
  void framesWithoutASceneAreNoise() {
    List<ThermalMetadata.Oddity> flags =
        flags(frame(0, 1, 3), frame(1, 2, 1_000), frame(2, 3, 4), frame(3, 4, 1_001));

    assertThat(flags)
        .extracting(
            ThermalMetadata.Oddity::code,
            ThermalMetadata.Oddity::count,
            ThermalMetadata.Oddity::frame)
        .containsExactly(tuple("sensor-noise", 2, 1));
  }

  @Test
  void aDoubtIsPassedOn() {
    assertThat(new QualityCheck().flags(Optional.of("why")))
        .containsExactly(new ThermalMetadata.Oddity("recorded-time-doubtful", 1, -1, "why"));
  }

  private static List<ThermalMetadata.Oddity> flags(Frame... frames) {
    QualityCheck check = new QualityCheck();
    Frame before = new Frame(20, 10);
    for (Frame frame : frames) {
      check.look(frame, before);
      before = frame.background() ? before : frame;
    }
    return check.flags(Optional.empty());
  }

  /** Pixels that go up and down by a step. */
  private static Frame frame(int number, long millis, int step) {
    Frame frame = new Frame(20, 10).setNumber(number).setTimeOnMillis(millis);
    for (int i = 0; i < frame.pixels().length; i++) {
      frame.pixels()[i] = (short) (3_000 + i % 2 * step);
    }
    return frame;
  }
}
