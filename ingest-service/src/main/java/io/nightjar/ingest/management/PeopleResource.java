package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.Hashing;
import io.nightjar.registry.People;
import io.nightjar.registry.Person;
import io.nightjar.registry.Registry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
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

/** Local accounts. */
@Path("/v1/people")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {
  private final CurrentCaller caller;
  private final Supplier<Registry> registry;
  private final RegisteredCallers callers;
  private final Hashing hashing;

  PeopleResource(
      CurrentCaller caller,
      Supplier<Registry> registry,
      RegisteredCallers callers,
      Hashing hashing) {
    this.caller = caller;
    this.registry = registry;
    this.callers = callers;
    this.hashing = hashing;
  }

  @POST
  @Operation(
      operationId = "createPerson",
      summary = "Gives a person a local account; for operators")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewPerson.class)))
  @APIResponse(responseCode = "204", description = "The account is there")
  public Response create(@Context RoutingContext routing) throws IOException, InterruptedException {
    Access.requireOperator(caller.get());
    Requests.NewPerson wanted = JsonBody.read(routing, Requests.NewPerson.class);
    String name = Requests.name("person", wanted.person());
    if (name.startsWith(People.PROVIDED)) {
      throw new ProblemException(
          ProblemCode.NAME_MALFORMED, "names that begin with oidc: are a provider's");
    }
    String hash = hashing.hash(wanted.password());
    if (registry.get().people().create(name, hash).isEmpty()) {
      throw Answers.taken(name);
    }
    return Answers.nothing();
  }

  @PUT
  @Path("{person}/password")
  @Operation(
      operationId = "changePassword",
      summary = "Another password, by the person or an operator",
      description = "The tokens that they had are void, and a revoked one is let in again.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewPassword.class)))
  @APIResponse(responseCode = "204", description = "It is the password now")
  public Response setPassword(@PathParam("person") String person, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    if (!(caller.get() instanceof Caller.Person self && self.name().equals(person))) {
      Access.requireOperator(caller.get());
    }
    String name = Requests.name("person", person);
    if (name.startsWith(People.PROVIDED)) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "their provider has their password");
    }
    found(registry.get().people().find(name), name);
    String hash = hashing.hash(JsonBody.read(routing, Requests.NewPassword.class).password());
    found(registry.get().people().setPassword(name, hash), name);
    callers.forget(name);
    return Answers.nothing();
  }

  @POST
  @Path("{person}/revoke")
  @Operation(
      operationId = "revokePerson",
      summary = "Lets a person do nothing any more; for operators")
  @APIResponse(
      responseCode = "204",
      description = "Every replica knows it within nightjar.registry.freshness")
  public Response revoke(@PathParam("person") String person) throws IOException {
    Access.requireOperator(caller.get());
    String name = Requests.name("person", person);
    found(registry.get().people().revoke(name), name);
    callers.forget(name);
    return Answers.nothing();
  }

  private static Person found(Optional<Person> found, String name) {
    return Answers.found(found, ProblemCode.PERSON_NOT_FOUND, "person " + name);
  }
}
