package io.nightjar.ingest;

import io.nightjar.pipeline.store.StoreException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
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

  @Context @Nullable Request request;

  /** A range is for GET only; HEAD opens nothing that nobody would close. */
  Response of(ObjectResponse response) throws StoreException {
    boolean head = request != null && request.getMethod().equals(HttpMethod.HEAD);
    return head
        ? response.head(known())
        : response.to(Optional.ofNullable(range), Optional.ofNullable(ifRange), known());
  }

  private Optional<String> known() {
    return have == null || have.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", have));
  }
}
