package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.identity.RecordingId;

/**
 * The stage of what is made only if somebody asks for it. Who asks and who makes it know by this
 * where it will stand. Its works are none of those that a recording passes: how a recording stands
 * does not depend on them.
 */
public final class Renders {
  /** The stage's name. */
  public static final String STAGE = "render";

  /**
   * Rises whenever the same render gives another artefact. The limits are no part of it: who asks
   * is another service, and may have been told others.
   */
  public static final StageVersion VERSION = new StageVersion(STAGE, "1");

  private Renders() {}

  /** The work that makes something of a recording. */
  public static Work work(RecordingId recording, Render render) {
    return new Work(recording, VERSION.with((Record) render));
  }
}
