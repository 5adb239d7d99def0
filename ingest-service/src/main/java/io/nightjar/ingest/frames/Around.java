package io.nightjar.ingest.frames;

import io.nightjar.imaging.Region;
import io.nightjar.imaging.Size;
import io.nightjar.ingest.http.QueryValues;
import io.nightjar.ingest.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a close-up of a frame is to show: drawn as close-ups among the thumbnails are.
 *
 * @param subject a box of pixels of the frame
 * @param longestSide of the picture, in pixels
 */
public record Around(Region subject, int longestSide) {
  private static final int USUAL_SIDE = 320;
  private static final int LEAST_SIDE = 8;
  private static final int MOST_SIDE = 1024;
  private static final Pattern BOX = Pattern.compile("(\\d{1,5}),(\\d{1,5}),(\\d{1,5}),(\\d{1,5})");

  /**
   * Reads it from a query.
   *
   * @param box {@code x,y,width,height}, from the top left; if it is absent, no close-up is wanted
   * @param side its longest side; 320 if it is absent
   * @throws ProblemException {@code bad-request} if one can't be read
   */
  public static Optional<Around> of(@Nullable String box, @Nullable String side) {
    if (box == null) {
      if (side != null) {
        throw QueryValues.malformed("size", "absent where around is");
      }
      return Optional.empty();
    }
    Matcher matcher = BOX.matcher(box);
    if (!matcher.matches()) {
      throw notABox();
    }
    Region subject =
        new Region(number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4));
    return Optional.of(new Around(subject, side == null ? USUAL_SIDE : side(side)));
  }

  private static int number(Matcher matcher, int group) {
    int number = Integer.parseInt(matcher.group(group));
    if (number == 0 && group > 2) {
      throw notABox();
    }
    return number;
  }

  private static ProblemException notABox() {
    return QueryValues.malformed("around", "x,y,width,height in pixels of the frame");
  }

  private static int side(String text) {
    try {
      int side = Integer.parseInt(text);
      if (side >= LEAST_SIDE && side <= MOST_SIDE) {
        return side;
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of range.
    }
    throw QueryValues.malformed("size", "a number from " + LEAST_SIDE + " to " + MOST_SIDE);
  }

  /**
   * Lets no box through that lies outside of a frame.
   *
   * @throws ProblemException {@code bad-request}
   */
  void requireWithin(Size frame) {
    if (!frame.contains(subject)) {
      throw QueryValues.malformed(
          "around", "within the frame of " + frame.width() + " × " + frame.height());
    }
  }

  /** What tells it from other close-ups of the same frame. */
  String text() {
    return subject.x()
        + "."
        + subject.y()
        + "."
        + subject.width()
        + "."
        + subject.height()
        + "."
        + longestSide;
  }
}
