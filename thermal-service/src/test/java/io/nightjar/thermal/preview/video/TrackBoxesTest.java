package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackBoxesTest {
  private static final Region LEFT = new Region(10, 20, 4, 6);
  private static final Region RIGHT = new Region(100, 20, 8, 8);

  private static final TrackBoxes BOXES =
      TrackBoxes.of(
          List.of(
              new TrackBoxes.Box(7, LEFT),
              new TrackBoxes.Box(8, LEFT),
              new TrackBoxes.Box(5, RIGHT),
              new TrackBoxes.Box(7, RIGHT),
              new TrackBoxes.Box(7, LEFT)));

  @Test
  void ofAFrameAreThoseOfAllTracksInIt() {
    assertThat(BOXES.of(5)).containsExactly(RIGHT);
    assertThat(BOXES.of(7)).containsExactly(LEFT, RIGHT, LEFT);
    assertThat(BOXES.of(8)).containsExactly(LEFT);
  }

  @Test
  void elsewhereThereAreNone() {
    assertThat(BOXES.of(0)).isEmpty();
    assertThat(BOXES.of(6)).isEmpty();
    assertThat(BOXES.of(9)).isEmpty();
    assertThat(BOXES.of(Integer.MAX_VALUE)).isEmpty();
    assertThat(TrackBoxes.NONE.of(0)).isEmpty();
  }

  @Test
  void shrinkWithTheirFrames() {
    TrackBoxes halved = BOXES.scaled(new Size(160, 120), new Size(80, 60));

    assertThat(halved.of(7))
        .containsExactly(
            new Region(5, 10, 2, 3), new Region(50, 10, 4, 4), new Region(5, 10, 2, 3));
  }
}
