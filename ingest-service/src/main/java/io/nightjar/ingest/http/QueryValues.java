package io.nightjar.ingest.http;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a query. What can't be read is refused: the framework would answer that there is
 * no such address, or take it for something else.
 */
public final class QueryValues {
  private QueryValues() {}

  /**
   * How many of a list are wanted at once.
   *
   * @param text the parameter {@code limit}
   * @param usual where it is absent
   * @throws ProblemException {@code bad-request} if it is no number from 1 to the most
   */
  public static int limit(@Nullable String text, int usual, int most) {
    if (text == null) {
      return usual;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // The same answer as for a number out of range.
    }
    throw malformed("limit", "a number from 1 to " + most);
  }

  /**
   * Whether something is wanted; not, if nothing is said.
   *
   * @throws ProblemException {@code bad-request} if it is neither {@code true} nor {@code false}
   */
  public static boolean flag(String name, @Nullable String text) {
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true")) {
      return true;
    }
    throw malformed(name, "true or false");
  }

  /** What is to be said of a parameter that is not right. */
  public static ProblemException malformed(String name, String right) {
    return new ProblemException(ProblemCode.BAD_REQUEST, name + " must be " + right);
  }
}
