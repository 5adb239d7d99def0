package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.client.Artefact;
import io.nightjar.local.client.RecordingState;
import io.nightjar.local.terminal.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which artefact a name means. */
class GetCommandTest {
  private static final Artefact DRAWN = picture("audio", "thumbnail-320.webp", "a");
  private static final Artefact ADOPTED = picture("thumbnail", "thumbnail-320.webp", "a");
  private static final Artefact OTHER = picture("render", "thumbnail-320.webp", "b");

  /** The thumbnails of sound are drawn by one stage and announced by another. */
  @Test
  void aNameThatTwoStagesHaveForTheSameBytesIsNotAmbiguous() {
    Artefact found = GetCommand.named(recording(DRAWN, ADOPTED), "thumbnail-320.webp");

    assertThat(found.sha256()).isEqualTo(DRAWN.sha256());
    assertThat(GetCommand.named(recording(DRAWN, ADOPTED), "thumbnail/thumbnail-320.webp"))
        .isEqualTo(ADOPTED);
  }

  @Test
  void aNameOfDifferentBytesIsAndItsStagesAreNamed() {
    RecordingState recording = recording(DRAWN, ADOPTED, OTHER);

    assertThatThrownBy(() -> GetCommand.named(recording, "thumbnail-320.webp"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("more than one")
        .hasMessageContaining("audio/thumbnail-320.webp, thumbnail/thumbnail-320.webp, render/");
    assertThat(GetCommand.named(recording, "render/thumbnail-320.webp")).isEqualTo(OTHER);
  }

  @Test
  void aNameThatThereIsNotIsSaidToBeNone() {
    assertThatThrownBy(() -> GetCommand.named(recording(DRAWN), "preview.mp4"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("there is no artefact preview.mp4");
  }

  private static Artefact picture(String stage, String name, String digit) {
    return new Artefact(stage, name, "image/webp", 5_000, digit.repeat(64));
  }

  private static RecordingState recording(Artefact... artefacts) {
    return new RecordingState(
        "019abc12-3def-7100-8000-000000000001",
        "group",
        "device",
        "audio",
        new RecordingState.Recorded("2026-03-02T21:07:00Z", "header", Optional.empty()),
        "2026-03-02T21:08:00Z",
        Optional.empty(),
        "audio/wav",
        1,
        "c".repeat(64),
        "completed",
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(artefacts));
  }
}
