package io.nightjar.ingest.management;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.http.QueryValues;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.GivenToken;
import io.nightjar.ingest.registration.Hashing;
import io.nightjar.ingest.registration.Tokens;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The devices of a group. */
@Path("/v1/groups/{group}/devices")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class DevicesResource {
  private final GroupRights rights;
  private final Supplier<Registry> registry;
  private final RegisteredCallers callers;
  private final Hashing hashing;
  private final Tokens tokens;

  DevicesResource(
      GroupRights rights,
      Supplier<Registry> registry,
      RegisteredCallers callers,
      Hashing hashing,
      Tokens tokens) {
    this.rights = rights;
    this.registry = registry;
    this.callers = callers;
    this.hashing = hashing;
    this.tokens = tokens;
  }

  @GET
  @Operation(operationId = "listDevices", summary = "The devices of a group; for its viewers")
  @APIResponse(
      responseCode = "200",
      description = "Devices in the order of their keys",
      content = @Content(schema = @Schema(implementation = Views.DeviceList.class)))
  public Views.DeviceList list(@PathParam("group") String group, @BeanParam Page page)
      throws IOException {
    rights.require(group, Role.VIEWER);
    page.after().ifPresent(name -> Requests.name("after", name));
    List<Device> devices = registry.get().devices().of(group, page.after(), page.limit());
    return new Views.DeviceList(devices.stream().map(Views.DeviceView::of).toList());
  }

  @POST
  @Operation(
      operationId = "registerDevice",
      summary = "Registers a device; for the owners of its group")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Requests.NewDevice.class)))
  @APIResponse(
      responseCode = "201",
      description = "Registered, and its token",
      content = @Content(schema = @Schema(implementation = GivenToken.class)))
  public Response register(@PathParam("group") String group, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    rights.require(group, Role.OWNER);
    Requests.NewDevice wanted = JsonBody.read(routing, Requests.NewDevice.class);
    DeviceIdentity identity = Requests.identity(group, wanted.device());
    Optional<String> hash =
        wanted.password().isPresent()
            ? Optional.of(hashing.hash(wanted.password().get()))
            : Optional.empty();
    Device device =
        registry
            .get()
            .devices()
            .register(identity, hash, wanted.saltId())
            .orElseThrow(() -> Answers.taken(identity.device()));
    return Answers.secret(Response.Status.CREATED, tokens.forDevice(device));
  }

  @GET
  @Path("{device}")
  @Operation(operationId = "getDevice", summary = "A device; for the viewers of its group")
  @APIResponse(
      responseCode = "200",
      description = "The device",
      content = @Content(schema = @Schema(implementation = Views.DeviceView.class)))
  public Views.DeviceView device(
      @PathParam("group") String group, @PathParam("device") String device) throws IOException {
    rights.require(group, Role.VIEWER);
    DeviceIdentity identity = Requests.identity(group, device);
    return Views.DeviceView.of(found(registry.get().devices().find(identity), device));
  }

  @POST
  @Path("{device}/revoke")
  @Operation(
      operationId = "revokeDevice",
      summary = "Lets a device do nothing any more; for the owners of its group")
  @APIResponse(
      responseCode = "204",
      description = "Every replica knows it within nightjar.registry.freshness")
  public Response revoke(@PathParam("group") String group, @PathParam("device") String device)
      throws IOException {
    rights.require(group, Role.OWNER);
    DeviceIdentity identity = Requests.identity(group, device);
    found(registry.get().devices().revoke(identity), device);
    callers.forget(identity);
    return Answers.nothing();
  }

  @POST
  @Path("{device}/token")
  @Operation(
      operationId = "renewDeviceToken",
      summary = "A new token for a device; for the owners of its group",
      description =
          "The tokens that it had are void, and a revoked one is let in again; unless keep is true:"
              + " then they stay valid, and a revoked one gets none.")
  @APIResponse(
      responseCode = "200",
      description = "The token",
      content = @Content(schema = @Schema(implementation = GivenToken.class)))
  public Response token(
      @PathParam("group") String group,
      @PathParam("device") String device,
      @QueryParam("keep") @Parameter(schema = @Schema(type = SchemaType.BOOLEAN))
          @Nullable String keep)
      throws IOException {
    rights.require(group, Role.OWNER);
    DeviceIdentity identity = Requests.identity(group, device);
    Device known =
        found(
            QueryValues.flag("keep", keep)
                ? registry.get().devices().find(identity)
                : registry.get().devices().renew(identity),
            device);
    callers.forget(identity);
    if (known.revoked()) {
      throw new ProblemException(
          ProblemCode.DEVICE_REVOKED, "ask without keep=true to let it in again");
    }
    return Answers.secret(Response.Status.OK, tokens.forDevice(known));
  }

  private static Device found(Optional<Device> found, String device) {
    return Answers.found(found, ProblemCode.DEVICE_NOT_FOUND, "device " + device);
  }
}
