package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.registration.GivenToken;
import io.nightjar.ingest.registration.Registration;
import io.nightjar.ingest.registration.Tokens;
import io.nightjar.registry.Device;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** Devices that register themselves. */
@Path("/v1/devices")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationResource {
  private final Registration registration;
  private final Tokens tokens;

  RegistrationResource(Registration registration, Tokens tokens) {
    this.registration = registration;
    this.tokens = tokens;
  }

  @POST
  @PermitAll
  @SecurityRequirementsSet
  @Operation(
      operationId = "registerSelf",
      summary = "Registers the device that calls, where that is open or it is invited")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewSelf.class)))
  @APIResponse(
      responseCode = "201",
      description = "Registered, and its token",
      content = @Content(schema = @Schema(implementation = GivenToken.class)))
  public Response register(@Context RoutingContext routing)
      throws IOException, InterruptedException {
    Requests.NewSelf self = JsonBody.read(routing, Requests.NewSelf.class);
    Device device =
        registration.apply(
            new Registration.Application(
                Requests.identity(self.group(), self.device()),
                self.password(),
                self.saltId(),
                self.invitation()));
    return Answers.secret(Response.Status.CREATED, tokens.forDevice(device));
  }
}
