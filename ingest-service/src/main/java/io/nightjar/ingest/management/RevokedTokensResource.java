package io.nightjar.ingest.management;

import io.nightjar.ingest.identity.Access;
import io.nightjar.ingest.identity.Caller;
import io.nightjar.ingest.identity.CurrentCaller;
import io.nightjar.ingest.identity.RegisteredCallers;
import io.nightjar.registry.Registry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Tokens of people and operators that are void before their end. */
@Path("/v1/tokens/revoked")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class RevokedTokensResource {
  private final CurrentCaller caller;
  private final Supplier<Registry> registry;
  private final RegisteredCallers callers;

  RevokedTokensResource(
      CurrentCaller caller, Supplier<Registry> registry, RegisteredCallers callers) {
    this.caller = caller;
    this.registry = registry;
    this.callers = callers;
  }

  @GET
  @Operation(
      operationId = "listRevokedTokens",
      summary = "The tokens that were revoked one by one; for operators")
  @APIResponse(
      responseCode = "200",
      description = "Tokens in the order of their keys",
      content = @Content(schema = @Schema(implementation = Views.RevokedTokenList.class)))
  public Views.RevokedTokenList list(@BeanParam Page page) throws IOException {
    Access.requireOperator(caller.get());
    return new Views.RevokedTokenList(
        registry.get().revokedTokens().all(page.after(), page.limit()).stream()
            .map(Views.RevokedTokenView::of)
            .toList());
  }

  @PUT
  @Path("{id}")
  @Operation(
      operationId = "revokeToken",
      summary = "Makes one token of a person or an operator void, for good; for operators",
      description = "By its claim jti. A device's token has none: renew or revoke the device.")
  @APIResponse(
      responseCode = "204",
      description = "Every replica knows it within nightjar.registry.freshness")
  public Response revoke(@PathParam("id") String id) throws IOException {
    Caller.Operator operator = Access.requireOperator(caller.get());
    registry.get().revokedTokens().revoke(Requests.name("id", id), operator.name());
    callers.forgetToken(id);
    return Answers.nothing();
  }
}
