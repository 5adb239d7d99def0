package io.nightjar.ingest.frames;

import io.nightjar.imaging.Palette;
import io.nightjar.ingest.http.AcceptedTypes;
import io.nightjar.ingest.http.QueryValues;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one frame is given. */
public sealed interface FrameForm {
  /** A picture for people: PNG, 8 bits, in the colours of a palette, of all or of a part of it. */
  record Picture(Palette palette, Optional<Around> around) implements FrameForm {}

  /** PNG, 16 bits of grey: the sensor's own counts. */
  record Grey16() implements FrameForm {}

  /** The same counts without a header: row by row, unsigned 16 bits, little-endian. */
  record Numbers() implements FrameForm {}

  AcceptedTypes.Offer PICTURE = new AcceptedTypes.Offer("image/png", Map.of("depth", "8"));
  AcceptedTypes.Offer GREY16 = new AcceptedTypes.Offer("image/png", Map.of("depth", "16"));
  AcceptedTypes.Offer NUMBERS = new AcceptedTypes.Offer("application/octet-stream", Map.of());

  /**
   * The form that a caller likes best.
   *
   * @param accepted a picture where nothing is, or nothing that there is
   * @param palette its name in lower case; inferno if it is absent
   * @param around what a close-up is to show, if it is to be one
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request} if there is no such
   *     palette, or the close-up is to be of numbers
   */
  static FrameForm of(AcceptedTypes accepted, Optional<String> palette, Optional<Around> around) {
    Palette colours = palette.map(FrameForm::palette).orElse(Palette.INFERNO);
    AcceptedTypes.Offer best = accepted.best(List.of(PICTURE, GREY16, NUMBERS));
    if (around.isPresent() && !best.equals(PICTURE)) {
      throw QueryValues.malformed("around", "absent where Accept asks for numbers");
    }
    if (best.equals(NUMBERS)) {
      return new Numbers();
    }
    return best.equals(GREY16) ? new Grey16() : new Picture(colours, around);
  }

  private static Palette palette(String name) {
    return Arrays.stream(Palette.values())
        .filter(palette -> name(palette).equals(name))
        .findFirst()
        .orElseThrow(() -> QueryValues.malformed("palette", "one of " + palettes()));
  }

  private static String palettes() {
    return Arrays.stream(Palette.values()).map(FrameForm::name).collect(Collectors.joining(", "));
  }

  private static String name(Palette palette) {
    return palette.name().toLowerCase(Locale.ROOT);
  }

  /** The media type of what is given. */
  default String mediaType() {
    return switch (this) {
      case Picture _, Grey16 _ -> PICTURE.type();
      case Numbers _ -> NUMBERS.type();
    };
  }

  /** What tells it from the other forms of the same frame. */
  default String text() {
    return switch (this) {
      case Picture(Palette palette, Optional<Around> around) ->
          name(palette) + around.map(part -> "-" + part.text()).orElse("");
      case Grey16 _ -> "grey16";
      case Numbers _ -> "u2";
    };
  }
}
