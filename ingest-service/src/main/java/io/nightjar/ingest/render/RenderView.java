package io.nightjar.ingest.render;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.StageVersion;
import io.nightjar.pipeline.stage.Work;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What has become of a render so far.
 *
 * @param id the same whenever the same is asked for of the recording; the version of what is made
 * @param artefact what is made
 * @param status {@code processing}, {@code completed}, {@code partial} or {@code rejected}
 * @param code what is wrong with one that is partial or rejected
 * @param detail the same for people
 * @param location where it stands, or will stand
 */
public record RenderView(
    String id,
    String artefact,
    @Schema(enumeration = {"processing", "completed", "partial", "rejected"}) String status,
    Optional<String> code,
    Optional<String> detail,
    String location) {
  private static final String PROCESSING = "processing";

  static RenderView processing(Work work, Render render) {
    return of(work, render, PROCESSING, Optional.empty(), Optional.empty());
  }

  static RenderView ended(Work work, Render render, Manifest manifest) {
    return of(work, render, manifest.status().text(), manifest.code(), manifest.detail());
  }

  private static RenderView of(
      Work work, Render render, String status, Optional<String> code, Optional<String> detail) {
    StageVersion version = work.version();
    return new RenderView(
        version.version(),
        render.named(),
        status,
        code,
        detail,
        "/v1/recordings/"
            + work.recording()
            + "/artefacts/"
            + version.text()
            + "/"
            + render.named());
  }

  /** Whether it is yet to be made. */
  @JsonIgnore
  public boolean isProcessing() {
    return status.equals(PROCESSING);
  }
}
