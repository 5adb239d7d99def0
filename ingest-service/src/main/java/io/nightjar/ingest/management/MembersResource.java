package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.registry.Person;
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
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The people of a group and their roles. */
@Path("/v1/groups/{group}/people")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class MembersResource {
  private final GroupRights rights;
  private final Supplier<Registry> registry;
  private final RegisteredCallers callers;

  MembersResource(GroupRights rights, Supplier<Registry> registry, RegisteredCallers callers) {
    this.rights = rights;
    this.registry = registry;
    this.callers = callers;
  }

  @GET
  @Operation(operationId = "listMembers", summary = "Who has a role in a group; for its viewers")
  @APIResponse(
      responseCode = "200",
      description = "People",
      content = @Content(schema = @Schema(implementation = Views.MemberList.class)))
  public Views.MemberList list(@PathParam("group") String group) throws IOException {
    rights.require(group, Role.VIEWER);
    return new Views.MemberList(
        registry.get().people().of(group).stream()
            .flatMap(
                person ->
                    Optional.ofNullable(person.roles().get(group)).stream()
                        .map(role -> new Views.MemberView(person.name(), role)))
            .toList());
  }

  @PUT
  @Path("{person}")
  @Operation(
      operationId = "giveRole",
      summary = "Gives a person a role in a group; for its owners",
      description =
          "A local account by its name, or oidc: and what the provider's token says; GET /v1/me"
              + " tells a person their name.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewRole.class)))
  @APIResponse(responseCode = "204", description = "The role is given")
  public Response give(
      @PathParam("group") String group,
      @PathParam("person") String person,
      @Context RoutingContext routing)
      throws IOException {
    rights.require(group, Role.OWNER);
    Role role = role(JsonBody.read(routing, Requests.NewRole.class).role());
    String name = Requests.name("person", person);
    found(registry.get().people().give(name, group, role), name);
    callers.forget(name);
    return Answers.nothing();
  }

  @DELETE
  @Path("{person}")
  @Operation(
      operationId = "takeRole",
      summary = "Takes a person's role in a group away; for its owners")
  @APIResponse(responseCode = "204", description = "They have none")
  public Response take(@PathParam("group") String group, @PathParam("person") String person)
      throws IOException {
    rights.require(group, Role.OWNER);
    String name = Requests.name("person", person);
    found(registry.get().people().take(name, group), name);
    callers.forget(name);
    return Answers.nothing();
  }

  private static Role role(String text) {
    try {
      return Role.of(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "a role is viewer, member or owner");
    }
  }

  private static Person found(Optional<Person> found, String name) {
    return Answers.found(found, ProblemCode.PERSON_NOT_FOUND, "person " + name);
  }
}
