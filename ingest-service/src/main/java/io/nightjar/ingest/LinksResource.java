package io.nightjar.ingest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirementsSet;

/** What whoever finds the service by its address alone is told: where all else is described. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class LinksResource {
  private final Links links;

  LinksResource(@ConfigProperty(name = "quarkus.management.port") int managementPort) {
    this.links = new Links("Nightjar", "/openapi", "/docs", managementPort, "/q/health");
  }

  /**
   * Where to go on.
   *
   * @param name of the service
   * @param openapi the description of the API
   * @param docs the same to read and to try
   * @param managementPort where the health is told
   * @param health the address there
   */
  public record Links(
      String name, String openapi, String docs, int managementPort, String health) {}

  /** The links. */
  @GET
  @PermitAll
  @SecurityRequirementsSet
  @Operation(operationId = "getLinks", summary = "Where the API, its documents and its health are")
  @APIResponse(
      responseCode = "200",
      description = "The links",
      content = @Content(schema = @Schema(implementation = Links.class)))
  public Links links() {
    return links;
  }
}
