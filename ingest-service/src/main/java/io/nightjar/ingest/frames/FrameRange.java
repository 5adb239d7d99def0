package io.nightjar.ingest.frames;

import io.nightjar.ingest.http.QueryValues;
import org.jspecify.annotations.Nullable;

/**
 * Which frames are wanted, as a slice in Python: what lies beyond the recording's end is left out.
 *
 * @param from the first one, from 0, background frames counted
 * @param to the first one that is not wanted any more
 */
public record FrameRange(int from, int to) {
  private static final String RIGHT = "the number of a frame, from 0";

  /**
   * Reads a query.
   *
   * @param from 0 where it is absent
   * @param to beyond the last frame where it is absent
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request} if one is no number of
   *     a frame, or they are not in order
   */
  public static FrameRange of(@Nullable String from, @Nullable String to) {
    int first = number("from", from, 0);
    int end = number("to", to, Integer.MAX_VALUE);
    if (end < first) {
      throw QueryValues.malformed("to", "at least from");
    }
    return new FrameRange(first, end);
  }

  /** The part of it that a recording of so many frames has. */
  FrameRange within(int frames) {
    return new FrameRange(Math.min(from, frames), Math.min(to, frames));
  }

  int length() {
    return to - from;
  }

  boolean has(int frame) {
    return frame >= from && frame < to;
  }

  private static int number(String name, @Nullable String text, int absent) {
    return text == null ? absent : number(name, text);
  }

  /**
   * Reads the number of a frame.
   *
   * @param name of what is read, for people
   * @throws io.nightjar.ingest.problem.ProblemException {@code bad-request} if it is none
   */
  public static int number(String name, String text) {
    if (text.matches("[0-9]{1,9}")) {
      return Integer.parseInt(text);
    }
    throw QueryValues.malformed(name, RIGHT);
  }
}
