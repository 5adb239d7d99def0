package io.nightjar.ingest.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.store.ObjectRef;
import java.util.List;
import java.util.Optional;

/**
 * A thermal recording as its frames can be read.
 *
 * @param raw the upload
 * @param known how many frames it has and how large they are, if its thermal stage has decoded all
 *     of it. Of a damaged one only a decoder of this very version can say what is readable
 */
public record ThermalRecording(ObjectRef raw, Optional<Shape> known) {
  private static final String STAGE = "thermal";

  /**
   * How much there is.
   *
   * @param frames background frames included
   * @param height rows
   * @param width columns
   */
  public record Shape(int frames, int height, int width) {}

  static ThermalRecording of(ObjectRef raw, List<Manifest> newest) {
    return new ThermalRecording(
        raw,
        newest.stream()
            .filter(manifest -> manifest.stage().equals(STAGE))
            .filter(manifest -> manifest.status() == StageStatus.COMPLETED)
            .map(manifest -> shape(manifest.summary()))
            .filter(shape -> shape.height() > 0 && shape.width() > 0)
            .findFirst());
  }

  private static Shape shape(JsonNode summary) {
    return new Shape(
        summary.path("frames").asInt(),
        summary.path("height").asInt(),
        summary.path("width").asInt());
  }
}
