package io.nightjar.ingest.management;

import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Who calls. */
@Path("/v1/me")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MeResource {
  private final CurrentCaller caller;

  MeResource(CurrentCaller caller) {
    this.caller = caller;
  }

  @GET
  @Operation(
      operationId = "getMe",
      summary = "Who the bearer of the token is, and what they may do")
  @APIResponse(
      responseCode = "200",
      description = "The caller",
      content = @Content(schema = @Schema(implementation = Views.CallerView.class)))
  public Views.CallerView me() {
    return switch (caller.get()) {
      case Caller.Device device -> Views.CallerView.of(device);
      case Caller.Person person -> Views.CallerView.of(person);
      case Caller.Operator operator -> Views.CallerView.of(operator);
      case Caller.Reader reader -> Views.CallerView.of(reader);
    };
  }
}
