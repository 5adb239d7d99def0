package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** When devices register themselves in a group, whatever else is configured. */
@Path("/v1/groups/{group}/registration")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationWindowResource {
  private final GroupRights rights;
  private final Supplier<Registry> registry;

  RegistrationWindowResource(GroupRights rights, Supplier<Registry> registry) {
    this.rights = rights;
    this.registry = registry;
  }

  @GET
  @Operation(
      operationId = "getRegistrationWindow",
      summary = "Whether the group is open to devices that register; for its owners")
  @APIResponse(
      responseCode = "200",
      description = "Until when, and for how many",
      content = @Content(schema = @Schema(implementation = Views.WindowView.class)))
  public Views.WindowView window(@PathParam("group") String group) throws IOException {
    rights.require(group, Role.OWNER);
    return registry
        .get()
        .registrationWindows()
        .find(group)
        .map(window -> Views.WindowView.of(window, Instant.now()))
        .orElse(Views.WindowView.NONE);
  }

  @PUT
  @Operation(
      operationId = "openRegistrationWindow",
      summary = "Opens the group for a while to devices that register; for its owners",
      description =
          "For cameras that can send no invitation. Whoever knows the group's name may register in"
              + " it meanwhile, so the time and the number of devices are bounded. A window that is"
              + " open ends with the new one.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewWindow.class)))
  @APIResponse(
      responseCode = "200",
      description = "Open; every replica knows it at once",
      content = @Content(schema = @Schema(implementation = Views.WindowView.class)))
  public Views.WindowView open(@PathParam("group") String group, @Context RoutingContext routing)
      throws IOException {
    rights.require(group, Role.OWNER);
    Requests.NewWindow wanted = JsonBody.read(routing, Requests.NewWindow.class);
    Instant now = Instant.now();
    return Views.WindowView.of(
        registry
            .get()
            .registrationWindows()
            .open(group, wanted.checkedDevices(), wanted.closesAt(now)),
        now);
  }

  @DELETE
  @Operation(
      operationId = "closeRegistrationWindow",
      summary = "Closes the group to devices that register; for its owners")
  @APIResponse(responseCode = "204", description = "Closed; every replica knows it at once")
  public Response close(@PathParam("group") String group) throws IOException {
    rights.require(group, Role.OWNER);
    registry.get().registrationWindows().close(group);
    return Answers.nothing();
  }
}
