package io.nightjar.ingest;

import io.nightjar.pipeline.store.StoreException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a reader of an object says of it: which part it wants, and what it has already. */
public class Conditions {
  @HeaderParam("Range")
  @Nullable String range;

  @HeaderParam("If-Range")
  @Parameter(hidden = true)
  @Nullable String ifRange;

  @HeaderParam(HttpHeaders.IF_NONE_MATCH)
  @Parameter(hidden = true)
  @Nullable List<String> have;

  Response get(ObjectResponse response) throws StoreException {
    return response.to(Optional.ofNullable(range), Optional.ofNullable(ifRange), known());
  }

  /** A range is for GET only. */
  Response head(ObjectResponse response) {
    return response.head(known());
  }

  private Optional<String> known() {
    return have == null || have.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", have));
  }
}
