package io.nightjar.ingest.management;

import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.TreeMap;
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
      case Caller.Device device ->
          new Views.CallerView(
              "device",
              device.identity().device(),
              Optional.of(device.identity().group()),
              Optional.of(device.id()),
              Optional.empty());
      case Caller.Person person ->
          new Views.CallerView(
              "person",
              person.name(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(new TreeMap<>(person.roles())));
      case Caller.Operator operator ->
          new Views.CallerView(
              "operator", operator.name(), Optional.empty(), Optional.empty(), Optional.empty());
    };
  }
}
