package io.nightjar.thermal.preview.video;

/** What came of rendering a recording's preview. */
public sealed interface PreviewOutcome {

  /** The recording was read to its end. */
  record Rendered(PreviewFacts facts) implements PreviewOutcome {}

  /**
   * The recording is damaged; the preview is of the frames before the damage.
   *
   * @param code stable, that of {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Partial(PreviewFacts facts, String code, String description) implements PreviewOutcome {}

  /**
   * There is no frame to show.
   *
   * @param code stable: {@link #NO_FRAMES}, {@link #TOO_LARGE}, or that of {@link
   *     io.nightjar.cptv.CptvException} or {@link io.nightjar.cptv.Ending}
   * @param description what is wrong in one sentence
   */
  record Rejected(String code, String description) implements PreviewOutcome {

    /** The recording is intact, but has no frame, or none but background frames. */
    public static final String NO_FRAMES = "no-frames";

    /** More pixels than were allowed. */
    public static final String TOO_LARGE = "render-too-large";
  }
}
