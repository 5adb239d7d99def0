package io.nightjar.pipeline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedShareTest {

  @ParameterizedTest
  @CsvSource({
    "      0,  60000, 30000",
    " 239999,  60000, 30000",
    " 240004,  60001, 30000",
    " 499999, 124999, 30000",
    "1000000, 250000, 60000",
  })
  void aQuarterOfTheRecordingAndNeverLessThan60Kilobytes(
      long recording, long all, long thumbnails) {
    assertThat(DerivedShare.DEFAULT.bytes(recording)).isEqualTo(all);
    assertThat(DerivedShare.DEFAULT.thumbnailBytes(recording)).isEqualTo(thumbnails);
  }

  /** Of a megabyte: 250 kB, of which thumbnails have 60. */
  @Test
  void thePreviewHasWhatIsLeft() {
    assertThat(DerivedShare.DEFAULT.previewBytes(1_000_000, 70_000)).isEqualTo(120_000);
  }

  @Test
  void whereNothingIsLeftThePreviewHasAFewKilobytes() {
    assertThat(DerivedShare.DEFAULT.previewBytes(1_000_000, 250_000)).isEqualTo(4096);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 100, 1, 1",
    "101, 100, 1, 1",
    "25, 100, 25, 1",
    "25, 100, 0, 1",
    "25, 100, 1, 100"
  })
  void aPartIsLessThanTheWhole(int percent, int least, int thumbnailPercent, int leastThumbnails) {
    assertThatThrownBy(() -> new DerivedShare(percent, least, thumbnailPercent, leastThumbnails))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
