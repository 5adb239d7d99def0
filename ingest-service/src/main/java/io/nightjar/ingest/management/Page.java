package io.nightjar.ingest.management;

import io.nightjar.ingest.http.QueryValues;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a long list is wanted. */
public class Page {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  @QueryParam("after")
  @Parameter(description = "The last name of the page before")
  @Nullable String after;

  @QueryParam("limit")
  @Parameter(
      description = "How many",
      schema =
          @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "100"))
  @Nullable String limit;

  Optional<String> after() {
    return Optional.ofNullable(after).filter(name -> !name.isEmpty());
  }

  int limit() {
    return QueryValues.limit(limit, USUAL, MOST);
  }
}
