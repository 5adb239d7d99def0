package io.nightjar.ingest.problem;

import java.util.List;

/**
 * A problem in the form of the field's device API. Its clients take every 4xx for final and
 * everything else for "later", so that no passing fault may have one.
 *
 * @param success false
 * @param messages what is wrong, for people
 * @param statusCode the HTTP status
 */
public record FieldProblem(boolean success, List<String> messages, int statusCode) {
  private static final int UNPROCESSABLE = 422;
  private static final int UNAVAILABLE = 503;

  public FieldProblem {
    messages = List.copyOf(messages);
  }

  /** Whether an address is one of that API. */
  public static boolean isFor(String path) {
    return path.startsWith("/api/v1/") || path.equals("/authenticate_device");
  }

  /** The same problem in its form. */
  public static FieldProblem of(Problem problem) {
    int status =
        switch (problem.code()) {
          case "incomplete-body", "request-timeout" -> UNAVAILABLE;
          case "bad-request",
              "empty-body",
              "form-malformed",
              "name-malformed",
              "name-taken",
              "password-malformed" ->
              UNPROCESSABLE;
          default -> problem.status() == 429 ? UNAVAILABLE : problem.status();
        };
    return new FieldProblem(false, List.of(problem.detail()), status);
  }
}
