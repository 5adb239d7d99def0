package io.nightjar.ingest.management;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** How the routes of management answer. */
final class Answers {
  private Answers() {}

  static Response created(Object entity) {
    return response(Response.Status.CREATED, entity);
  }

  /** Something secret: no cache may keep it. */
  static Response secret(Response.Status status, Object entity) {
    return Response.fromResponse(response(status, entity))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  static Response nothing() {
    return Response.noContent().build();
  }

  private static Response response(Response.Status status, Object entity) {
    return Response.status(status).type(MediaType.APPLICATION_JSON).entity(entity).build();
  }

  static <T> T found(Optional<T> found, ProblemCode missing, String what) {
    return found.orElseThrow(() -> new ProblemException(missing, "no " + what));
  }

  static ProblemException taken(String what) {
    return new ProblemException(ProblemCode.NAME_TAKEN, what + " is there already");
  }
}
