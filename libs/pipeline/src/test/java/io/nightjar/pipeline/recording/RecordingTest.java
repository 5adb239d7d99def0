package io.nightjar.pipeline.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.Examples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingTest {

  @Test
  void aThermalRecordingThatIsReceivedNowIsToHaveAPreview() {
    Recording recording = received(Optional.of(MediaKind.THERMAL.stages()));

    assertThat(recording.expectedStages()).containsExactly("thermal", "thumbnail", "preview");
  }

  /** It was finished without one, and must not be said to be in work again. */
  @Test
  void oneOfBeforePreviewsIsNot() {
    Recording noted = received(Optional.of(List.of("thermal", "thumbnail")));
    Recording silent = received(Optional.empty());

    assertThat(noted.expectedStages()).containsExactly("thermal", "thumbnail");
    assertThat(silent.expectedStages()).containsExactly("thermal", "thumbnail");
  }

  @Test
  void aStageThatWasAddedLaterComesAfterTheOthers() {
    Recording recording = received(Optional.empty());

    assertThat(List.of("thermal", "thumbnail", "preview"))
        .extracting(recording::placeOf)
        .containsExactly(0, 1, 2);
  }

  private static Recording received(Optional<List<String>> stages) {
    Recording example = Examples.recording(1);
    return new Recording(
        example.recordingId(),
        example.device(),
        MediaKind.THERMAL,
        example.receivedAt(),
        example.raw(),
        example.sender(),
        stages);
  }
}
