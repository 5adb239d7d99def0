package io.nightjar.ingest.openapi;

import io.nightjar.ingest.identity.Recorders;
import io.nightjar.ingest.problem.FieldProblem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.IndexView;

/**
 * Says of every operation what is true of all: how it can fail, that it needs a token, of what form
 * the ids are; and of every document which of its members are always there. Runs in the build.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDescription implements OASFilter {
  private static final String SCHEME = "token";
  private static final String DIGEST = "^[0-9A-Fa-f]{64}$";

  /** What people and operators may do for a device. */
  private static final Set<String> ON_BEHALF =
      Set.of(
          "uploadRecording",
          "uploadArchive",
          "findRecordingByDigest",
          "createUpload",
          "getUploadOffset",
          "appendToUpload",
          "terminateUpload");

  private final IndexView classes;

  /**
   * Describes the API.
   *
   * @param classes of the service
   */
  public ApiDescription(IndexView classes) {
    this.classes = classes;
  }

  @Override
  public void filterOpenAPI(OpenAPI api) {
    RequiredMembers members = new RequiredMembers(classes);
    api.getComponents().getSchemas().forEach(members::mark);
    api.getComponents().getSchemas().forEach(SentTexts::describe);
    Failures.describe(api.getComponents());
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> describe(path, method, operation)));
  }

  private static void describe(String path, PathItem.HttpMethod method, Operation operation) {
    if (path.startsWith("/v1/uploads")) {
      operation.addParameter(
          header("Tus-Resumable", "Makes it a request of tus, and not of the IETF's draft")
              .schema(text().addEnumeration("1.0.0")));
    }
    if (ON_BEHALF.contains(operation.getOperationId())) {
      operation.addParameter(header(Recorders.HEADER, Recorders.DESCRIPTION).schema(text()));
    }
    Contents.describe(operation);
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(parameter -> type(path, parameter));
    }
    if (operation.getResponses().hasAPIResponse("400")) {
      operation.getResponses().removeAPIResponse("400"); // the framework's, without a word
    }
    if (method == PathItem.HttpMethod.HEAD) {
      operation.getResponses().getAPIResponses().values().forEach(head -> head.setContent(null));
    }
    Failures.describe(path, method, operation);
    inOrder(operation);
    operation.setTags(List.of(tag(path)));
    if (operation.getSecurity() == null) {
      operation.addSecurityRequirement(
          OASFactory.createSecurityRequirement().addScheme(SCHEME, List.of()));
    }
  }

  /** Generated clients have a class for each tag. */
  private static String tag(String path) {
    if (FieldProblem.isFor(path)) {
      return "Field";
    }
    return path.matches("/v1/(recordings|archives|uploads)(/.*)?") ? "Recordings" : "Identity";
  }

  /** Successes stand first, as clients take the first answer for the usual one. */
  private static void inOrder(Operation operation) {
    Map<String, APIResponse> sorted = new TreeMap<>(operation.getResponses().getAPIResponses());
    List.copyOf(operation.getResponses().getAPIResponses().keySet())
        .forEach(operation.getResponses()::removeAPIResponse);
    sorted.forEach(operation.getResponses()::addAPIResponse);
  }

  private static void type(String path, Parameter parameter) {
    if (parameter.getIn() != Parameter.In.PATH) {
      return;
    }
    String name = parameter.getName();
    switch (name) {
      case "id" -> {
        if (FieldProblem.isFor(path)) {
          parameter.schema(number());
        } else if (path.contains("invitations")) {
          parameter.schema(text().minLength(1));
        } else if (path.contains("tokens")) {
          parameter.schema(SentTexts.name(text())); // a claim, which others may have chosen
        } else {
          parameter.schema(text().format("uuid"));
        }
      }
      case "k", "zoom", "x", "y" -> parameter.schema(number().minimum(BigDecimal.ZERO));
      case "deviceId" -> parameter.schema(number());
      case "sha256" -> parameter.schema(text().pattern(DIGEST));
      case "prefix" -> parameter.schema(text().pattern("^[0-9a-fA-F-]{1,36}$"));
      default ->
          parameter.schema(SentTexts.isName(name) ? SentTexts.name(text()) : text().minLength(1));
    }
  }

  private static Parameter header(String name, String meaning) {
    return OASFactory.createParameter().name(name).in(Parameter.In.HEADER).description(meaning);
  }

  private static Schema text() {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
  }

  private static Schema number() {
    return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).format("int64");
  }
}
