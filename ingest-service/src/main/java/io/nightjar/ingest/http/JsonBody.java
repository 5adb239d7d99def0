package io.nightjar.ingest.http;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Json;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** A small JSON document that a request brings. */
public final class JsonBody {
  private static final int LARGEST = 16 * 1024;

  private JsonBody() {}

  /**
   * Reads a request's body.
   *
   * @param type a record; what it does not know is passed over
   * @throws ProblemException {@code bad-request} if it is no such document, {@code too-large} if it
   *     has more than 16 KiB
   * @throws IOException if the sender breaks off
   */
  public static <T> T read(RoutingContext routing, Class<T> type) throws IOException {
    return read(routing, type, LARGEST);
  }

  /**
   * The same of a document of another size.
   *
   * @param largest bytes; held in memory
   */
  public static <T> T read(RoutingContext routing, Class<T> type, int largest) throws IOException {
    byte[] body = RequestBody.of(routing).readNBytes(largest + 1);
    if (body.length > largest) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE, "the document must have at most " + largest + " bytes");
    }
    try {
      return Json.read(body, type);
    } catch (
        IOException
            e) { // all of it is here: whatever is wrong, the document is, also if it is null
      // Without the library's message, which quotes the document, passwords and all.
      throw new ProblemException(
          ProblemCode.BAD_REQUEST, "the body is no JSON document with all that is needed", e);
    }
  }
}
