package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.registration.Registration;
import io.nightjar.ingest.registration.RegistrationMode;
import io.nightjar.registry.Group;
import io.nightjar.registry.Groups;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.nightjar.registry.token.ReadableGroups;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The groups of devices. */
@Path("/v1/groups")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class GroupsResource {
  private final CurrentCaller caller;
  private final Supplier<Registry> registry;
  private final RegisteredCallers callers;
  private final Registration registration;

  GroupsResource(
      CurrentCaller caller,
      Supplier<Registry> registry,
      RegisteredCallers callers,
      Registration registration) {
    this.caller = caller;
    this.registry = registry;
    this.callers = callers;
    this.registration = registration;
  }

  @POST
  @Operation(
      operationId = "createGroup",
      summary = "Makes a group; where registration is open, a person may, who then owns it")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewGroup.class)))
  @APIResponse(
      responseCode = "201",
      description = "The group",
      content = @Content(schema = @Schema(implementation = Views.GroupView.class)))
  public Response create(@Context RoutingContext routing) throws IOException {
    boolean ownable = registration.mode() == RegistrationMode.OPEN;
    Optional<Caller.Person> owner =
        ownable && caller.get() instanceof Caller.Person person
            ? Optional.of(person)
            : Optional.empty();
    if (owner.isEmpty()) {
      Access.requireOperator(caller.get());
    }
    String name = JsonBody.read(routing, Requests.NewGroup.class).checked();
    Group group = registry.get().groups().create(name).orElseThrow(() -> Answers.taken(name));
    if (owner.isPresent()) {
      registry.get().people().give(owner.get().name(), name, Role.OWNER);
      callers.forget(owner.get().name());
    }
    return Answers.created(Views.GroupView.of(group));
  }

  @GET
  @Operation(
      operationId = "listGroups",
      summary = "The groups that the caller has a role in, or reads; for an operator, all")
  @APIResponse(
      responseCode = "200",
      description = "Groups in the order of their keys",
      content = @Content(schema = @Schema(implementation = Views.GroupList.class)))
  public Views.GroupList list(@BeanParam Page page) throws IOException {
    Groups groups = registry.get().groups();
    int limit = page.limit(); // refused where it is malformed, whoever asks
    List<Group> some =
        switch (caller.get()) {
          case Caller.Operator _ -> groups.all(page.after(), limit);
          case Caller.Person person -> groups.of(person.roles().keySet(), page.after(), limit);
          case Caller.Device device ->
              groups.of(List.of(device.identity().group()), page.after(), limit);
          case Caller.Reader reader ->
              switch (reader.groups()) {
                case ReadableGroups.All _ -> groups.all(page.after(), limit);
                case ReadableGroups.Named named -> groups.of(named.names(), page.after(), limit);
              };
        };
    return new Views.GroupList(some.stream().map(Views.GroupView::of).toList());
  }
}
