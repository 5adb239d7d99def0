package io.nightjar.ingest.field;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.Registration;
import io.nightjar.ingest.registration.Tokens;
import io.nightjar.registry.Device;
import io.nightjar.registry.DeviceSettings;
import io.nightjar.registry.Heartbeat;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** Devices of the field register, report that they live, and keep their settings. */
@Path("/api/v1/devices")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class FieldDevicesResource {
  private final CurrentCaller caller;
  private final Supplier<Registry> registry;
  private final Registration registration;
  private final Tokens tokens;

  FieldDevicesResource(
      CurrentCaller caller, Supplier<Registry> registry, Registration registration, Tokens tokens) {
    this.caller = caller;
    this.registry = registry;
    this.registration = registration;
    this.tokens = tokens;
  }

  /**
   * A device that registers itself.
   *
   * @param devicename its name
   * @param group its group
   * @param password by which it will ask for tokens
   * @param saltId what the management of devices calls it
   * @param invitation the code of one, where that is needed
   */
  @Schema(name = "FieldNewDevice")
  record NewDevice(
      @JsonAlias("deviceName") String devicename,
      @JsonAlias({"groupName", "groupname"}) String group,
      String password,
      OptionalLong saltId,
      Optional<String> invitation) {}

  /** When a device will be heard again. */
  @Schema(name = "FieldNextHeartbeat")
  record NextHeartbeat(Optional<String> nextHeartbeat) {}

  /** The settings of a device. */
  @Schema(name = "FieldNewSettings")
  record NewSettings(JsonNode settings) {}

  @POST
  @PermitAll
  @SecurityRequirementsSet
  @Operation(
      operationId = "fieldRegister",
      summary = "Registers the device that calls, where that is open or it is invited")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NewDevice.class)))
  public FieldAnswers.Session register(@Context RoutingContext routing)
      throws IOException, InterruptedException {
    NewDevice wanted = JsonBody.read(routing, NewDevice.class);
    Device device =
        registration.apply(
            new Registration.Application(
                FieldSessionResource.identity(wanted.group(), wanted.devicename()),
                wanted.password(),
                wanted.saltId(),
                wanted.invitation()));
    return FieldAnswers.Session.of(tokens.forDevice(device), "Created new device.");
  }

  @POST
  @Path("heartbeat")
  @Operation(
      operationId = "fieldHeartbeat",
      summary = "Says that the device lives, and when it will be heard again")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NextHeartbeat.class)))
  public FieldAnswers.Done heartbeat(@Context RoutingContext routing) throws IOException {
    Caller.Device self = caller.registered();
    Optional<String> next = JsonBody.read(routing, NextHeartbeat.class).nextHeartbeat();
    Optional<Instant> at = next.flatMap(FieldTimes::parse);
    if (next.isPresent() && at.isEmpty()) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, "nextHeartbeat is no date");
    }
    registry.get().heartbeats().keep(new Heartbeat(self.id(), self.identity(), Instant.now(), at));
    return new FieldAnswers.Done(true, List.of("Heartbeat updated."));
  }

  @GET
  @Path("{id}/settings")
  @Operation(operationId = "fieldGetSettings", summary = "The settings that the device keeps here")
  public FieldAnswers.Settings settings(@PathParam("id") String id) throws IOException {
    return new FieldAnswers.Settings(true, kept().of(device(id, Role.VIEWER)));
  }

  @POST
  @Path("{id}/settings")
  @Operation(operationId = "fieldKeepSettings", summary = "Keeps settings of the device")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NewSettings.class)))
  public FieldAnswers.Settings keepSettings(
      @PathParam("id") String id, @Context RoutingContext routing) throws IOException {
    long device = device(id, Role.OWNER);
    JsonNode settings =
        JsonBody.read(routing, NewSettings.class, DeviceSettings.LARGEST).settings();
    kept().keep(device, settings);
    return new FieldAnswers.Settings(true, settings);
  }

  private DeviceSettings kept() {
    return registry.get().deviceSettings();
  }

  /** A device itself, or one of a group where the caller has a role. */
  private long device(String text, Role needed) throws IOException {
    long id = FieldRecordingsResource.number(text);
    if (caller.get() instanceof Caller.Device self && self.id() == id) {
      return id;
    }
    Device device =
        registry
            .get()
            .devices()
            .find(id)
            .filter(found -> Access.mayAct(caller.get(), found.identity().group(), Role.VIEWER))
            .orElseThrow(
                () -> new ProblemException(ProblemCode.DEVICE_NOT_FOUND, "no device " + text));
    Access.require(caller.get(), device.identity().group(), needed);
    return id;
  }
}
