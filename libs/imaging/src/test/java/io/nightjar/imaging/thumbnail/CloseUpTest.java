package io.nightjar.imaging.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseUpTest {

  /** In a frame of 160 × 120: a quarter is 40 × 30; a subject of 48 × 36 at 60 % needs 80 × 60. */
  @ParameterizedTest
  @CsvSource({
    "76, 56, 8, 8, 60, 45, 40, 30", // small: a quarter of the frame, the subject in its middle
    "56, 42, 48, 36, 40, 30, 80, 60", // larger: 60 % of what is shown
    "56, 50, 12, 36, 22, 38, 80, 60", // the height decides; the aspect stays
    "0, 0, 8, 8, 0, 0, 40, 30", // never beyond the frame
    "152, 112, 8, 8, 120, 90, 40, 30",
    "10, 10, 120, 100, 0, 0, 160, 120", // never more than the frame
    "0, 0, 160, 120, 0, 0, 160, 120"
  })
  void showsTheSubjectWithItsSurroundings(
      int x, int y, int w, int h, int shownX, int shownY, int shownW, int shownH) {
    assertThat(CloseUp.around(new Region(x, y, w, h), new Size(160, 120)))
        .isEqualTo(new Region(shownX, shownY, shownW, shownH));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 120", "160, 1", "3, 3"})
  void framesOfAnyShapeCanBeShown(int width, int height) {
    var frame = new Size(width, height);
    Region shown = CloseUp.around(new Region(width - 1, height - 1, 1, 1), frame);
    assertThat(frame.region().contains(shown)).isTrue();
  }
}
