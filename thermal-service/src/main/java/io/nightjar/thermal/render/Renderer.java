package io.nightjar.thermal.render;

import io.nightjar.cptv.CptvException;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.RenderRequested;
import io.nightjar.pipeline.stage.StageContext;
import io.nightjar.pipeline.stage.StageOutcome;
import java.io.IOException;

/**
 * Makes one kind of artefact. Called from several threads.
 *
 * @param <R> how it is to be made
 */
interface Renderer<R extends Render> {
  /** The code of what would be larger than a render may be. */
  String TOO_LARGE = "render-too-large";

  /**
   * Makes it, and adds it to the context.
   *
   * @throws CptvException if the recording has no usable header
   * @throws IOException as a {@link io.nightjar.pipeline.stage.Stage}
   */
  StageOutcome make(R render, StageContext<RenderRequested> context)
      throws IOException, InterruptedException, CptvException;
}
