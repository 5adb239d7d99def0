package io.nightjar.ingest.management;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a long list is wanted. */
public class Page {
  private static final int MOST = 1_000;

  @QueryParam("after")
  @Parameter(description = "The last name of the page before")
  @Nullable String after;

  @QueryParam("limit")
  @DefaultValue("100")
  @Parameter(description = "How many, at most 1000")
  int limit;

  Optional<String> after() {
    return Optional.ofNullable(after).filter(name -> !name.isEmpty());
  }

  int limit() {
    return Math.clamp(limit, 1, MOST);
  }
}
