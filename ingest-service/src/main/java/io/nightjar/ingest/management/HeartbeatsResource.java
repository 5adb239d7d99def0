package io.nightjar.ingest.management;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Heartbeat;
import io.nightjar.registry.Registry;
import io.nightjar.registry.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** When the devices of a group were last heard. */
@Path("/v1/groups/{group}/heartbeats")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class HeartbeatsResource {
  private final GroupRights rights;
  private final Supplier<Registry> registry;

  HeartbeatsResource(GroupRights rights, Supplier<Registry> registry) {
    this.rights = rights;
    this.registry = registry;
  }

  /**
   * When a device was last heard.
   *
   * @param device its name
   * @param id by which the field's device API knows it
   * @param at when, by our clock
   * @param next when it said that it would be heard again
   * @param overdue whether it should have been by now
   */
  public record LastSeen(
      String device, long id, Instant at, Optional<Instant> next, boolean overdue) {}

  /** The devices of a group that were heard. */
  public record LastSeenList(List<LastSeen> devices) {
    public LastSeenList {
      devices = List.copyOf(devices);
    }
  }

  @GET
  @Operation(
      operationId = "listHeartbeats",
      summary = "When the devices of a group were last heard; for its viewers")
  @APIResponse(
      responseCode = "200",
      description = "Devices in the order of their keys; those that never were are not among them",
      content = @Content(schema = @Schema(implementation = LastSeenList.class)))
  public LastSeenList list(@PathParam("group") String group, @BeanParam Page page)
      throws IOException {
    rights.require(group, Role.VIEWER);
    page.after().ifPresent(name -> Requests.name("after", name));
    Instant now = Instant.now();
    return new LastSeenList(
        registry.get().heartbeats().of(group, page.after(), page.limit()).stream()
            .map(heartbeat -> lastSeen(heartbeat, now))
            .toList());
  }

  private static LastSeen lastSeen(Heartbeat heartbeat, Instant now) {
    DeviceIdentity device = heartbeat.device();
    return new LastSeen(
        device.device(),
        heartbeat.deviceId(),
        heartbeat.at(),
        heartbeat.next(),
        heartbeat.isOverdue(now));
  }
}
