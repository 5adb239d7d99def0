package io.nightjar.pipeline.recording;

import java.util.List;

/**
 * Which stages recordings are to pass that are received from now on.
 *
 * @param previews whether thermal recordings have a preview
 */
public record ExpectedStages(boolean previews) {
  /** All that there are. */
  public static final ExpectedStages ALL = new ExpectedStages(true);

  private static final String PREVIEW = "preview";

  /** The stages of a kind, the first of which decodes. */
  public List<String> of(MediaKind kind) {
    return kind.stages().stream().filter(stage -> previews || !stage.equals(PREVIEW)).toList();
  }
}
