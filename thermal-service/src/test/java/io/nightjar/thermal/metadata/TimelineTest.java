package io.nightjar.thermal.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.cptv.Frame;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Times of frames at 9 per second, in milliseconds since power-on, as cameras write them. */
class TimelineTest {
  private static final double FRAME = 1.0 / 9;

  @Test
  void countsFromTheFirstFramesStartToTheLastFramesEnd() {
    assertThat(of(0, 1_000, 1_111, 1_222).seconds()).isCloseTo(0.222 + FRAME, within(1e-9));
  }

  @Test
  void countsTheGapOfAFlatFieldCorrection() {
    Timeline timeline = new Timeline(9);
    timeline.add(frame(1_000, 500));
    timeline.add(frame(1_111, 500));
    timeline.add(frame(2_936, 1_200));

    assertThat(timeline.seconds()).isCloseTo(1.936 + FRAME, within(1e-9));
    assertThat(timeline.flatFieldCorrections()).isEqualTo(1);
  }

  @Test
  void countsFramesWhereTheClockStandsStillOrRunsBackwards() {
    assertThat(of(0, 60_000, 60_000, 60_000).seconds()).isCloseTo(3 * FRAME, within(1e-9));
    assertThat(of(0, 60_000, 60_111, 12).seconds()).isCloseTo(3 * FRAME, within(1e-9));
    assertThat(of(0, 0, 4_294_967_295L).seconds()).isCloseTo(2 * FRAME, within(1e-9));
  }

  @Test
  void leavesBackgroundFramesOut() {
    Timeline timeline = new Timeline(9);
    timeline.add(new Frame(2, 2).setBackground(true));
    timeline.add(frame(1_000, 500));

    assertThat(timeline.seconds()).isCloseTo(FRAME, within(1e-9));
    assertThat(timeline.flatFieldCorrections()).isZero();
  }

  private static Timeline of(long ffc, long... times) {
    Timeline timeline = new Timeline(9);
    LongStream.of(times).forEach(time -> timeline.add(frame(time, ffc)));
    return timeline;
  }

  private static Frame frame(long time, long ffc) {
    return new Frame(2, 2).setTimeOnMillis(time).setLastFfcMillis(ffc);
  }
}
