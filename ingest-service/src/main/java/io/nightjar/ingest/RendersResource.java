package io.nightjar.ingest;

import io.nightjar.ingest.http.JsonBody;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.render.RenderOrder;
import io.nightjar.ingest.render.RenderRequests;
import io.nightjar.ingest.render.RenderView;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.recording.Recording;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What is made of recordings only if somebody asks. */
@Path("/v1/recordings")
@RunOnVirtualThread
public class RendersResource {
  private final CurrentCaller caller;
  private final IngestPipeline pipeline;
  private final RenderRequests requests;

  RendersResource(CurrentCaller caller, IngestPipeline pipeline, RenderRequests requests) {
    this.caller = caller;
    this.pipeline = pipeline;
    this.requests = requests;
  }

  /** The same may be asked as often as one likes: it is made once. */
  @POST
  @Path("{id}/renders")
  @Operation(
      operationId = "requestRender",
      summary = "Asks for something to be made of a recording that is not made of each",
      description =
          "Location says where it will stand. Asking again tells what has become of it, and has it"
              + " made only once.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RenderOrder.class)))
  @APIResponse(
      responseCode = "202",
      description = "It will be made: the request is durable",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RenderView.class)))
  @APIResponse(
      responseCode = "200",
      description = "It was made before, or can't be made, as status says",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = RenderView.class)))
  public Response request(@PathParam("id") String id, @Context RoutingContext routing)
      throws IOException, InterruptedException {
    Recording recording = pipeline.recordings().renderable(caller.get(), id);
    Render render =
        JsonBody.read(routing, RenderOrder.class).render(() -> requests.tracks(recording));
    RenderView view = requests.request(recording, render);
    return Response.status(view.isProcessing() ? Response.Status.ACCEPTED : Response.Status.OK)
        // Not by location(): that would name the host as this service sees it, behind its proxy.
        .header(HttpHeaders.LOCATION, view.location())
        .type(MediaType.APPLICATION_JSON)
        .entity(view)
        .build();
  }
}
