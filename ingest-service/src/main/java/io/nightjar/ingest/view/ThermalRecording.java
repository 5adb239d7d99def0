package io.nightjar.ingest.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.event.Artefact;
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
 * @param index where reading can start, if its thermal stage has noted that for this very upload;
 *     of a damaged recording for the frames before the damage
 * @param metadata what its thermal stage tells of it
 */
public record ThermalRecording(
    ObjectRef raw, Optional<Shape> known, Optional<Index> index, Optional<ObjectRef> metadata) {
  private static final String STAGE = "thermal";
  private static final String INDEX = "recording.idx";
  private static final String METADATA = "metadata.json";

  /**
   * How much there is.
   *
   * @param frames background frames included
   * @param height rows
   * @param width columns
   */
  public record Shape(int frames, int height, int width) {
    private boolean hasPixels() {
      return height > 0 && width > 0;
    }
  }

  /**
   * An index of restart points.
   *
   * @param object where it lies
   * @param shape of what it leads to
   */
  public record Index(ObjectRef object, Shape shape) {}

  static ThermalRecording of(ObjectRef raw, List<Manifest> newest) {
    Optional<Manifest> thermal =
        newest.stream().filter(manifest -> manifest.stage().equals(STAGE)).findFirst();
    Optional<Shape> shape =
        thermal.map(manifest -> shape(manifest.summary())).filter(Shape::hasPixels);
    return new ThermalRecording(
        raw,
        shape.filter(_ -> thermal.get().status() == StageStatus.COMPLETED),
        thermal
            .filter(manifest -> manifest.source().sha256().equals(raw.sha256()))
            .flatMap(manifest -> artefact(manifest, INDEX))
            .flatMap(index -> shape.map(known -> new Index(index, known))),
        thermal.flatMap(manifest -> artefact(manifest, METADATA)));
  }

  private static Optional<ObjectRef> artefact(Manifest manifest, String name) {
    return manifest.artefacts().stream()
        .filter(artefact -> artefact.name().equals(name))
        .map(Artefact::object)
        .findFirst();
  }

  private static Shape shape(JsonNode summary) {
    return new Shape(
        summary.path("frames").asInt(),
        summary.path("height").asInt(),
        summary.path("width").asInt());
  }
}
