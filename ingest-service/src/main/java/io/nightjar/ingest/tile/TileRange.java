package io.nightjar.ingest.tile;

import io.nightjar.ingest.http.QueryValues;
import io.nightjar.pipeline.event.Render;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Which tiles are meant: those of the render with the same seconds. */
public final class TileRange {
  private TileRange() {}

  /**
   * Reads a query.
   *
   * @param from 0 where it is absent
   * @param to to the end where it is absent
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request}
   */
  public static Render.SpectrogramTiles of(@Nullable String from, @Nullable String to) {
    int first = from == null ? 0 : number("from", from, 6);
    OptionalInt end = to == null ? OptionalInt.empty() : OptionalInt.of(number("to", to, 6));
    if (end.orElse(Integer.MAX_VALUE) <= first) {
      throw QueryValues.malformed("to", "greater than from");
    }
    return new Render.SpectrogramTiles(first, end);
  }

  /**
   * Reads a number of an address.
   *
   * @param name of what is read, for people
   * @param digits at most
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request} if it is none
   */
  public static int number(String name, String text, int digits) {
    if (text.length() <= digits && text.matches("[0-9]+")) {
      return Integer.parseInt(text);
    }
    throw QueryValues.malformed(name, "a whole number from 0, of at most " + digits + " digits");
  }
}
