package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.registry.Invitations;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Invitations of devices into a group. */
@Path("/v1/groups/{group}/invitations")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class InvitationsResource {
  private final GroupRights rights;
  private final Supplier<Registry> registry;

  InvitationsResource(GroupRights rights, Supplier<Registry> registry) {
    this.rights = rights;
    this.registry = registry;
  }

  @GET
  @Operation(
      operationId = "listInvitations",
      summary = "The invitations into a group; for its owners")
  @APIResponse(
      responseCode = "200",
      description = "Invitations without their codes",
      content = @Content(schema = @Schema(implementation = Views.InvitationList.class)))
  public Views.InvitationList list(@PathParam("group") String group) throws IOException {
    rights.require(group, Role.OWNER);
    return new Views.InvitationList(
        registry.get().invitations().of(group).stream()
            .map(invitation -> Views.InvitationView.of(invitation, Optional.empty()))
            .toList());
  }

  @POST
  @Operation(
      operationId = "createInvitation",
      summary = "Invites devices into a group; for its owners")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewInvitation.class)))
  @APIResponse(
      responseCode = "201",
      description = "The invitation, with its code this once",
      content = @Content(schema = @Schema(implementation = Views.InvitationView.class)))
  public Response invite(@PathParam("group") String group, @Context RoutingContext routing)
      throws IOException {
    rights.require(group, Role.OWNER);
    Requests.NewInvitation wanted = JsonBody.read(routing, Requests.NewInvitation.class);
    Invitations.Given given =
        registry.get().invitations().invite(group, wanted.checkedUses(), wanted.validity());
    return Answers.secret(
        Response.Status.CREATED,
        Views.InvitationView.of(given.invitation(), Optional.of(given.code())));
  }

  @DELETE
  @Path("{id}")
  @Operation(
      operationId = "withdrawInvitation",
      summary = "Takes an invitation back; for the owners of the group")
  @APIResponse(responseCode = "204", description = "It lets no further device in")
  public Response withdraw(@PathParam("group") String group, @PathParam("id") String id)
      throws IOException {
    rights.require(group, Role.OWNER);
    Answers.found(
        registry.get().invitations().withdraw(group, id),
        ProblemCode.INVITATION_NOT_FOUND,
        "invitation " + id);
    return Answers.nothing();
  }
}
