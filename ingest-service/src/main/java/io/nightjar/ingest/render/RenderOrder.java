package io.nightjar.ingest.render;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Render;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a caller asks for.
 *
 * @param artefact its name
 * @param parameters how it is to be made; all are the usual ones if it is absent
 */
public record RenderOrder(
    @Schema(enumeration = {Render.FRAMES_NPZ}) String artefact,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "Of frames.npz: from, the first frame, 0 if absent, and to, the first one that is"
                    + " not wanted any more")
        Optional<JsonNode> parameters) {
  private static final int MOST_DIGITS_BELOW = 1_000_000_000;
  private static final String FROM = "from";
  private static final String TO = "to";

  /** Of what is absent, the library makes a null of JSON. */
  public RenderOrder {
    parameters = parameters.filter(node -> !node.isNull());
  }

  /**
   * The render that is meant, with what is usual filled in. What is not known is refused: an
   * artefact that was made without a parameter would not be what was asked for.
   *
   * @throws ProblemException {@code render-unknown}, {@code render-malformed}
   */
  public Render render() {
    return switch (artefact) {
      case Render.FRAMES_NPZ -> framesNpz();
      default ->
          throw new ProblemException(
              ProblemCode.RENDER_UNKNOWN, "on demand there is " + Render.FRAMES_NPZ);
    };
  }

  private Render framesNpz() {
    requireOnly(Set.of(FROM, TO));
    int from = frame(FROM).orElse(0);
    OptionalInt to = frame(TO);
    if (to.orElse(from) < from) {
      throw malformed("to must be at least from");
    }
    return new Render.FramesNpz(from, to);
  }

  private void requireOnly(Set<String> known) {
    if (parameters.isEmpty()) {
      return;
    }
    if (!parameters.get().isObject()) {
      throw malformed("parameters must be an object");
    }
    for (Iterator<String> names = parameters.get().fieldNames(); names.hasNext(); ) {
      if (!known.contains(names.next())) {
        throw malformed("the parameters of " + artefact + " are from and to");
      }
    }
  }

  private OptionalInt frame(String name) {
    if (parameters.isEmpty() || !parameters.get().has(name)) {
      return OptionalInt.empty();
    }
    JsonNode value = parameters.get().get(name);
    if (!value.isInt() || value.intValue() < 0 || value.intValue() >= MOST_DIGITS_BELOW) {
      throw malformed(name + " must be the number of a frame, from 0");
    }
    return OptionalInt.of(value.intValue());
  }

  private static ProblemException malformed(String right) {
    return new ProblemException(ProblemCode.RENDER_MALFORMED, right);
  }
}
