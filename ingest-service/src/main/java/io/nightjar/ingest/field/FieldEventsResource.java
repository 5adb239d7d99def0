package io.nightjar.ingest.field;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.DeviceEvent;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventIds;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.trace.TraceContext;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** What devices of the field tell of themselves. */
@Path("/api/v1/events")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class FieldEventsResource {
  private static final int LARGEST_BODY = 256 * 1024;
  private static final int LARGEST_DETAILS = 8 * 1024;
  private static final int LONGEST_TYPE = 256;

  private final CurrentCaller caller;
  private final Supplier<EventPublisher> publishers;

  FieldEventsResource(CurrentCaller caller, Supplier<EventPublisher> publishers) {
    this.caller = caller;
    this.publishers = publishers;
  }

  /**
   * One thing that happened, as often as it did.
   *
   * @param description what
   * @param dateTimes when, RFC 3339
   */
  @Schema(name = "FieldNewEvents")
  record NewEvents(Description description, List<String> dateTimes) {}

  /**
   * What happened.
   *
   * @param type any text
   * @param details any JSON
   */
  @Schema(name = "FieldEventDescription")
  record Description(String type, Optional<JsonNode> details) {}

  @POST
  @Operation(
      operationId = "fieldAddEvents",
      summary = "Takes events of the device that calls; they are published when it is told")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = NewEvents.class)))
  public FieldAnswers.Events add(@Context RoutingContext routing)
      throws IOException, InterruptedException {
    Caller.Device self = caller.registered();
    NewEvents events = JsonBody.read(routing, NewEvents.class, LARGEST_BODY);
    byte[] details = Json.bytes(events.description().details());
    String type = events.description().type();
    if (type.isEmpty() || type.length() > LONGEST_TYPE || details.length > LARGEST_DETAILS) {
      throw new ProblemException(
          ProblemCode.BAD_REQUEST, "an event has a type, and details of at most 8 KiB");
    }
    List<Instant> times = events.dateTimes().stream().map(FieldEventsResource::time).toList();
    String what = type + "\n" + Sha256.of(details);
    EventPublisher publisher = publishers.get();
    for (Instant at : times) {
      DeviceEvent data =
          new DeviceEvent(self.id(), self.identity(), type, at, events.description().details());
      String id = EventIds.of(EventType.DEVICE_EVENT, data.subject(), what + "\n" + at);
      publisher.publish(
          Topics.DEVICE_EVENT,
          new Event<>(
              id,
              EventType.DEVICE_EVENT,
              "/nightjar/ingest-service",
              Instant.now(),
              TraceContext.current(),
              data));
    }
    return new FieldAnswers.Events(true, times.size(), detailId(what), List.of("Added events."));
  }

  /** The same description has the same id. */
  private static long detailId(String what) {
    String digest = Sha256.of(what.getBytes(StandardCharsets.UTF_8));
    return Long.parseUnsignedLong(digest.substring(0, 13), 16);
  }

  private static Instant time(String text) {
    return FieldTimes.parse(text)
        .orElseThrow(
            () -> new ProblemException(ProblemCode.BAD_REQUEST, "no date in dateTimes: " + text));
  }
}
