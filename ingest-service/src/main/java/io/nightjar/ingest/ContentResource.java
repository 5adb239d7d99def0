package io.nightjar.ingest;

import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.view.Recordings;
import io.nightjar.pipeline.store.ObjectRef;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The bytes of recordings and of what was made of them, whole or in ranges. The framework brings
 * HEAD here, too; {@link Conditions} tells the two apart.
 */
@Path("/v1/recordings")
@RunOnVirtualThread
public class ContentResource {
  private final CurrentCaller caller;
  private final IngestPipeline pipeline;

  ContentResource(CurrentCaller caller, IngestPipeline pipeline) {
    this.caller = caller;
    this.pipeline = pipeline;
  }

  @GET
  @Path("{id}/raw")
  @Operation(
      operationId = "getRaw",
      summary = "A recording's own bytes as they were sent, or a range of them")
  public Response raw(@PathParam("id") String id, @BeanParam Conditions conditions)
      throws IOException {
    return conditions.of(revalidated(recordings().raw(caller.get(), id)));
  }

  @GET
  @Path("{id}/artefacts/{stage}/{name}")
  @Operation(
      operationId = "getArtefact",
      summary = "An artefact of a stage's newest version, or a range of it")
  public Response artefact(
      @PathParam("id") String id,
      @PathParam("stage") String stage,
      @PathParam("name") String name,
      @BeanParam Conditions conditions)
      throws IOException {
    return conditions.of(revalidated(recordings().artefact(caller.get(), id, stage, name)));
  }

  @GET
  @Path("{id}/artefacts/{stage}/{version}/{name}")
  @Operation(
      operationId = "getArtefactOfVersion",
      summary = "An artefact of a certain version, which never changes, or a range of it")
  public Response versionedArtefact(
      @PathParam("id") String id,
      @PathParam("stage") String stage,
      @PathParam("version") String version,
      @PathParam("name") String name,
      @BeanParam Conditions conditions)
      throws IOException {
    return conditions.of(immutable(recordings().artefact(caller.get(), id, stage, version, name)));
  }

  private ObjectResponse revalidated(ObjectRef object) {
    return new ObjectResponse(
        pipeline.store(), pipeline.links(), object, ObjectResponse.Caching.REVALIDATED);
  }

  private ObjectResponse immutable(ObjectRef object) {
    return new ObjectResponse(
        pipeline.store(), pipeline.links(), object, ObjectResponse.Caching.IMMUTABLE);
  }

  private Recordings recordings() {
    return pipeline.recordings();
  }
}
