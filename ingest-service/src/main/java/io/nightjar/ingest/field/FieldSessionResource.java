package io.nightjar.ingest.field;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.registration.GivenToken;
import io.nightjar.ingest.registration.Tokens;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** Tokens for the passwords of devices, and what cameras ask for at their start. */
@Path("/")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class FieldSessionResource {
  private final CurrentCaller caller;
  private final Tokens tokens;

  FieldSessionResource(CurrentCaller caller, Tokens tokens) {
    this.caller = caller;
    this.tokens = tokens;
  }

  /**
   * Who wants a token, in the spellings of old clients and of newer ones.
   *
   * @param devicename by its names
   * @param groupname by its names
   * @param deviceId or by its id
   * @param password of the device
   */
  @Schema(name = "FieldCredentials")
  record Credentials(
      @JsonAlias("deviceName") Optional<String> devicename,
      @JsonAlias("groupName") Optional<String> groupname,
      @JsonAlias({"deviceID", "deviceid"}) OptionalLong deviceId,
      String password) {}

  @POST
  @Path("authenticate_device")
  @PermitAll
  @SecurityRequirementsSet
  @Operation(operationId = "fieldAuthenticate", summary = "A token for a device, for its password")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = Credentials.class)))
  public FieldAnswers.Session authenticate(@Context RoutingContext routing)
      throws IOException, InterruptedException {
    Credentials credentials = JsonBody.read(routing, Credentials.class);
    return FieldAnswers.Session.of(token(credentials), "Successful login.");
  }

  private GivenToken token(Credentials credentials) throws IOException, InterruptedException {
    if (credentials.deviceId().isPresent()) {
      return tokens.forPassword(credentials.deviceId().getAsLong(), credentials.password());
    }
    if (credentials.groupname().isEmpty() || credentials.devicename().isEmpty()) {
      throw new ProblemException(
          ProblemCode.BAD_REQUEST, "send devicename and groupname, or deviceID");
    }
    DeviceIdentity identity =
        identity(credentials.groupname().get(), credentials.devicename().get());
    return tokens.forPassword(identity, credentials.password());
  }

  @GET
  @Path("api/v1/schedules")
  @Operation(operationId = "fieldGetSchedule", summary = "When the device plays sounds: never")
  public FieldAnswers.Schedule schedule() {
    caller.registered();
    return new FieldAnswers.Schedule(true, Map.of());
  }

  /** A device by its names, which must be such. */
  static DeviceIdentity identity(String group, String device) {
    try {
      return new DeviceIdentity(group, device);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.NAME_MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
