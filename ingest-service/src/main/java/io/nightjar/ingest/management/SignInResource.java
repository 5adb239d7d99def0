package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.GivenToken;
import io.nightjar.ingest.registration.Tokens;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** Tokens for passwords. */
@Path("/v1/tokens")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class SignInResource {
  private final Tokens tokens;

  SignInResource(Tokens tokens) {
    this.tokens = tokens;
  }

  @POST
  @PermitAll
  @SecurityRequirementsSet
  @Operation(
      operationId = "signIn",
      summary = "A token for a person's or a device's name and password")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.Credentials.class)))
  @APIResponse(
      responseCode = "200",
      description = "A token",
      content = @Content(schema = @Schema(implementation = GivenToken.class)))
  public Response token(@Context RoutingContext routing) throws IOException, InterruptedException {
    Requests.Credentials credentials = JsonBody.read(routing, Requests.Credentials.class);
    return Answers.secret(Response.Status.OK, token(credentials));
  }

  private GivenToken token(Requests.Credentials credentials)
      throws IOException, InterruptedException {
    Optional<String> person = credentials.person();
    Optional<String> group = credentials.group();
    Optional<String> device = credentials.device();
    if (person.isPresent() && group.isEmpty() && device.isEmpty()) {
      return tokens.forPerson(Requests.name("person", person.get()), credentials.password());
    }
    if (person.isEmpty() && group.isPresent() && device.isPresent()) {
      return tokens.forPassword(
          Requests.identity(group.get(), device.get()), credentials.password());
    }
    throw new ProblemException(
        ProblemCode.BAD_REQUEST, "name a person, or a group and a device, beside the password");
  }
}
