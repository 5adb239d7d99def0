package io.nightjar.ingest.render;

import io.nightjar.imaging.Palette;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.Render.PreviewMp4;
import io.nightjar.pipeline.store.StoreException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a caller wants an artefact made.
 *
 * @param artefact its name
 * @param values as they came
 */
record RenderParameters(String artefact, Map<String, @Nullable Object> values) {
  /** What there is, for the API's description. */
  static final String DESCRIPTION =
      "Of frames.npz and preview.mp4: from, the first frame, 0 if absent, and to, the first one"
          + " that is not wanted any more. Of preview.mp4 also: palette (inferno, viridis, magma, plasma, cividis, grey),"
          + " width in pixels (64 to 1920; 320 if absent), levels {low, high} in counts (those of"
          + " the frames that are shown if absent), boxes and frameCounter (true or false; false if"
          + " absent). Of spectrogram.npy and mel.npy: type, float32 if absent, or float16. Of"
          + " mel.npy: preset, librosa if absent, birdnet-low, birdnet-high or birds-160. Of"
          + " spectrogram.tiles: from and to, the seconds of life that tiles are wanted of";

  /** Numbers of frames have at most nine digits, as in addresses. */
  private static final int LAST_FRAME = 999_999_999;

  /** No recording is as long: eleven days. */
  private static final int LAST_SECOND = 999_999;

  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String PALETTE = "palette";
  private static final String WIDTH = "width";
  private static final String LEVELS = "levels";
  private static final String LOW = "low";
  private static final String HIGH = "high";
  private static final String BOXES = "boxes";
  private static final String FRAME_COUNTER = "frameCounter";
  private static final String TYPE = "type";
  private static final String PRESET = "preset";

  private static final int USUAL_WIDTH = 320;
  private static final int HIGHEST_COUNT = 0xffff;

  Render framesNpz() {
    requireOnly(List.of(FROM, TO));
    return new Render.FramesNpz(from(), to());
  }

  Render previewMp4(RenderOrder.Tracks tracks) throws StoreException {
    requireOnly(List.of(FROM, TO, PALETTE, WIDTH, LEVELS, BOXES, FRAME_COUNTER));
    boolean boxes = flag(BOXES);
    return new PreviewMp4(
        from(),
        to(),
        palette(),
        whole(WIDTH, PreviewMp4.NARROWEST, PreviewMp4.WIDEST).orElse(USUAL_WIDTH),
        levels(),
        flag(FRAME_COUNTER),
        // Last, as it looks into the store.
        boxes ? Optional.of(tracks.find()) : Optional.empty());
  }

  Render spectrogramNpy() {
    requireOnly(List.of(TYPE));
    return new Render.SpectrogramNpy(precision());
  }

  Render spectrogramTiles() {
    requireOnly(List.of(FROM, TO));
    int from = whole(FROM, 0, LAST_SECOND - 1).orElse(0);
    OptionalInt to = whole(TO, 1, LAST_SECOND);
    if (to.orElse(LAST_SECOND) <= from) {
      throw malformed("to must be greater than from");
    }
    return new Render.SpectrogramTiles(from, to);
  }

  Render melNpy() {
    requireOnly(List.of(PRESET, TYPE));
    return new Render.MelNpy(
        one(PRESET, Render.MelPreset.values(), Render.MelPreset::text, Render.MelPreset.LIBROSA),
        precision());
  }

  private void requireOnly(List<String> known) {
    if (!known.containsAll(values.keySet())) {
      throw malformed("the parameters of " + artefact + " are " + String.join(", ", known));
    }
  }

  private int from() {
    return whole(FROM, 0, LAST_FRAME).orElse(0);
  }

  private OptionalInt to() {
    OptionalInt to = whole(TO, 0, LAST_FRAME);
    if (to.orElse(LAST_FRAME) < from()) {
      throw malformed("to must be at least from");
    }
    return to;
  }

  private OptionalInt whole(String name, int least, int most) {
    return values.containsKey(name)
        ? OptionalInt.of(whole(name, values.get(name), least, most))
        : OptionalInt.empty();
  }

  private static int whole(String name, @Nullable Object value, int least, int most) {
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    throw malformed(name + " must be a whole number from " + least + " to " + most);
  }

  private boolean flag(String name) {
    if (!values.containsKey(name)) {
      return false;
    }
    if (values.get(name) instanceof Boolean value) {
      return value;
    }
    throw malformed(name + " must be true or false");
  }

  private Render.Precision precision() {
    return one(TYPE, Render.Precision.values(), Render.Precision::text, Render.Precision.FLOAT32);
  }

  private String palette() {
    return nameOf(one(PALETTE, Palette.values(), RenderParameters::nameOf, Palette.INFERNO));
  }

  private static String nameOf(Palette palette) {
    return palette.name().toLowerCase(Locale.ROOT);
  }

  /** One of a few values, by the name that it has in requests. */
  private <T> T one(String name, T[] all, Function<T, String> nameOf, T usual) {
    if (!values.containsKey(name)) {
      return usual;
    }
    Object asked = values.get(name);
    return Arrays.stream(all)
        .filter(value -> nameOf.apply(value).equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                malformed(
                    name
                        + " must be one of "
                        + Arrays.stream(all).map(nameOf).collect(Collectors.joining(", "))));
  }

  private Optional<Render.Contrast> levels() {
    if (!values.containsKey(LEVELS)) {
      return Optional.empty();
    }
    if (values.get(LEVELS) instanceof Map<?, ?> levels
        && levels.size() == 2
        && levels.containsKey(LOW)
        && levels.containsKey(HIGH)) {
      int low = whole(LEVELS + "." + LOW, levels.get(LOW), 0, HIGHEST_COUNT - 1);
      int high = whole(LEVELS + "." + HIGH, levels.get(HIGH), low + 1, HIGHEST_COUNT);
      return Optional.of(new Render.Contrast(low, high));
    }
    throw malformed(LEVELS + " must have " + LOW + " and " + HIGH);
  }

  private static ProblemException malformed(String right) {
    return new ProblemException(ProblemCode.RENDER_MALFORMED, right);
  }
}
