package io.nightjar.ingest.render;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.event.Render;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for.
 *
 * @param artefact its name
 * @param parameters how it is to be made; all are the usual ones if it is absent
 */
public record RenderOrder(
    @Schema(enumeration = {Render.FRAMES_NPZ, Render.SPECTROGRAM_NPY, Render.MEL_NPY})
        String artefact,
    @Schema(
            description =
                "Of frames.npz: from, the first frame, 0 if absent, and to, the first one that is"
                    + " not wanted any more. Of spectrogram.npy and mel.npy: type, float32 if"
                    + " absent, or float16. Of mel.npy: preset, librosa if absent, birdnet-low,"
                    + " birdnet-high or birds-160")
        Optional<Map<String, @Nullable Object>> parameters) {
  /** Numbers of frames have at most nine digits, as in addresses. */
  private static final int NO_FRAME = 1_000_000_000;

  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String TYPE = "type";
  private static final String PRESET = "preset";

  /** Of what kinds of recording something is made, for who asks for what there is not. */
  private static final String KNOWN =
      String.format(
          Locale.ROOT,
          "on demand there are %s of thermal recordings, %s and %s of sound",
          Render.FRAMES_NPZ,
          Render.SPECTROGRAM_NPY,
          Render.MEL_NPY);

  /**
   * The render that is meant, with what is usual filled in. What is not known is refused: an
   * artefact that was made without a parameter would not be what was asked for.
   *
   * @throws ProblemException {@code render-unknown}, {@code render-malformed}
   */
  public Render render() {
    return switch (artefact) {
      case Render.FRAMES_NPZ -> framesNpz();
      case Render.SPECTROGRAM_NPY -> {
        requireOnly(TYPE);
        yield new Render.SpectrogramNpy(precision());
      }
      case Render.MEL_NPY -> {
        requireOnly(PRESET, TYPE);
        yield new Render.MelNpy(
            one(PRESET, Render.MelPreset.values(), Render.MelPreset.LIBROSA), precision());
      }
      default -> throw new ProblemException(ProblemCode.RENDER_UNKNOWN, KNOWN);
    };
  }

  private Render framesNpz() {
    requireOnly(FROM, TO);
    int from = frame(FROM).orElse(0);
    OptionalInt to = frame(TO);
    if (to.orElse(from) < from) {
      throw malformed("to must be at least from");
    }
    return new Render.FramesNpz(from, to);
  }

  private void requireOnly(String... known) {
    if (!Set.of(known).containsAll(parameters.map(Map::keySet).orElse(Set.of()))) {
      throw malformed("the parameters of " + artefact + ": " + String.join(", ", known));
    }
  }

  private Render.Precision precision() {
    return one(TYPE, Render.Precision.values(), Render.Precision.FLOAT32);
  }

  /** One of a few values, by the name that it has in requests. */
  private <T extends Enum<T>> T one(String name, T[] values, T usual) {
    if (parameters.isEmpty() || !parameters.get().containsKey(name)) {
      return usual;
    }
    Object asked = parameters.get().get(name);
    return Arrays.stream(values)
        .filter(value -> text(value).equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                malformed(
                    name
                        + " is one of "
                        + Arrays.stream(values)
                            .map(RenderOrder::text)
                            .collect(Collectors.joining(", "))));
  }

  /** As the event will have it. */
  private static String text(Enum<?> value) {
    return Json.tree(value).asText();
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
