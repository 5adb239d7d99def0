package io.nightjar.pipeline.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedStagesTest {
  @Test
  void areAllUnlessOneIsSwitchedOff() {
    assertThat(ExpectedStages.ALL.of(MediaKind.THERMAL))
        .containsExactly("thermal", "thumbnail", "preview");
    assertThat(ExpectedStages.ALL.of(MediaKind.AUDIO)).containsExactly("audio", "thumbnail");
  }

  @Test
  void withoutPreviewsAreTheOthers() {
    ExpectedStages withoutPreviews = new ExpectedStages(false);

    assertThat(withoutPreviews.of(MediaKind.THERMAL)).containsExactly("thermal", "thumbnail");
    assertThat(withoutPreviews.of(MediaKind.AUDIO)).containsExactly("audio", "thumbnail");
  }
}
