package io.nightjar.ingest.render;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Render;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param artefact its name
 * @param parameters how it is to be made; all are the usual ones if it is absent
 */
public record RenderOrder(
    @Schema(enumeration = {Render.FRAMES_NPZ}) String artefact,
    @Schema(
            description =
                "Of frames.npz: from, the first frame, 0 if absent, and to, the first one that is"
                    + " not wanted any more")
        Optional<Map<String, @Nullable Object>> parameters) {
  /** Numbers of frames have at most nine digits, as in addresses. */
  private static final int NO_FRAME = 1_000_000_000;

  private static final String FROM = "from";
  private static final String TO = "to";

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
    if (!known.containsAll(parameters.map(Map::keySet).orElse(Set.of()))) {
      throw malformed("the parameters of " + artefact + " are from and to");
    }
  }

  private OptionalInt frame(String name) {
    if (parameters.isEmpty() || !parameters.get().containsKey(name)) {
      return OptionalInt.empty();
    }
    if (parameters.get().get(name) instanceof Integer frame && frame >= 0 && frame < NO_FRAME) {
      return OptionalInt.of(frame);
    }
    throw malformed(name + " must be the number of a frame, from 0");
  }

  private static ProblemException malformed(String right) {
    return new ProblemException(ProblemCode.RENDER_MALFORMED, right);
  }
}
