package io.nightjar.ingest.http;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** Reads the headers of requests. */
public final class Headers {
  private Headers() {}

  /** A header's value; one that came several times is one list (RFC 9110, section 5.2). */
  public static Optional<String> value(MultiMap headers, String name) {
    List<String> values = headers.getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", values));
  }
}
