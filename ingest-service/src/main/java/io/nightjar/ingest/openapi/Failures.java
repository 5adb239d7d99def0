package io.nightjar.ingest.openapi;

import io.nightjar.ingest.problem.FieldProblem;
import io.nightjar.ingest.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * How each operation can fail. Most follows from what it is: whether it needs a token, has a body,
 * or names something in its address; what does not stands in one table.
 */
final class Failures {
  private static final String OPEN = "/v1/tokens";

  private static final Map<Integer, String> MEANINGS =
      Map.ofEntries(
          Map.entry(400, "The request is malformed; detail says where"),
          Map.entry(401, "There is no token, or it is not valid; or the password is wrong"),
          Map.entry(403, "The caller may not do this"),
          Map.entry(404, "It is not there, or not the caller's to know of"),
          Map.entry(408, "The body paused for too long, or came too slowly; the connection closes"),
          Map.entry(409, "It does not fit what stands there already"),
          Map.entry(410, "The upload has expired or was given up; begin it anew"),
          Map.entry(412, "Another version of the protocol is asked for"),
          Map.entry(413, "The body is larger than is taken here"),
          Map.entry(415, "The body is of no format, coding or type that is taken here"),
          Map.entry(416, "The range lies outside; Content-Range says how much there is"),
          Map.entry(422, "The request is malformed; messages say where"),
          Map.entry(423, "Another request has gone on with the upload"),
          Map.entry(
              429,
              "This device, or group, asks for too much at once, or too often; see Retry-After"),
          Map.entry(460, "The chunk is not what its checksum says"),
          Map.entry(500, "A defect of the service; its log says more"),
          Map.entry(503, "A passing fault; try again after Retry-After"));

  private static final Set<Integer> OF_UPLOADS = Set.of(404, 415, 429);
  private static final Set<Integer> OF_TUS = Set.of(403, 410, 412, 423);
  private static final Set<Integer> OF_CHUNKS = Set.of(403, 409, 410, 412, 415, 423, 460);
  private static final Set<Integer> OF_OWNERS = Set.of(403);

  /** What does not follow from an operation's form. */
  private static final Map<String, Set<Integer>> OTHERS =
      Map.ofEntries(
          Map.entry("uploadRecording", with(OF_UPLOADS, 403)),
          Map.entry("uploadArchive", with(OF_UPLOADS, 403)),
          Map.entry("listRecordings", Set.of(404)),
          Map.entry("findRecordingByDigest", Set.of(403)),
          Map.entry("requestRender", Set.of(403, 429)),
          Map.entry("getRaw", Set.of(416)),
          Map.entry("getArtefact", Set.of(416)),
          Map.entry("getArtefactOfVersion", Set.of(416)),
          Map.entry("createUpload", with(with(OF_CHUNKS, 404), 429)),
          Map.entry("getUploadOffset", OF_TUS),
          Map.entry("appendToUpload", OF_CHUNKS),
          Map.entry("terminateUpload", OF_TUS),
          Map.entry("registerSelf", Set.of(403, 404, 409)),
          Map.entry("registerDevice", Set.of(409)),
          Map.entry("renewDeviceToken", Set.of(409)),
          Map.entry("createGroup", Set.of(403, 409)),
          Map.entry("createPerson", Set.of(403, 409)),
          Map.entry("changePassword", OF_OWNERS),
          Map.entry("revokePerson", OF_OWNERS),
          Map.entry("listRevokedTokens", Set.of(403)),
          Map.entry("revokeToken", Set.of(403)),
          Map.entry("fieldRegister", Set.of(403, 404)),
          Map.entry("fieldHeartbeat", Set.of(403)),
          Map.entry("fieldGetSettings", Set.of(403)),
          Map.entry("fieldKeepSettings", Set.of(403)),
          Map.entry("fieldAddEvents", Set.of(403)),
          Map.entry("fieldGetSchedule", Set.of(403)),
          Map.entry("fieldUpload", Set.of(400, 403, 404, 415)),
          Map.entry("fieldUploadForDevice", Set.of(400, 403, 415)),
          Map.entry("fieldUploadForNamedDevice", Set.of(400, 403, 415)));

  private Failures() {}

  private static Set<Integer> with(Set<Integer> some, int more) {
    Set<Integer> all = new TreeSet<>(some);
    all.add(more);
    return all;
  }

  /** Adds the answers to which operations refer, and their documents. */
  static void describe(Components components) {
    components.addSchema(
        "Problem",
        document("What is wrong: RFC 9457, with a stable code by which clients decide")
            .addProperty("type", text("The code as a URN"))
            .addProperty("title", text("What kind of problem it is"))
            .addProperty("status", number("The HTTP status"))
            .addProperty("code", text("Stable; more may come"))
            .addProperty("detail", text("This occurrence, for people"))
            .addProperty("retryAfter", number("Seconds, if it is a passing fault"))
            .required(List.of("type", "title", "status", "code", "detail")));
    components.addSchema(
        "FieldProblem",
        document("What is wrong, in the form of the field's device API")
            .addProperty("success", OASFactory.createSchema().addType(Schema.SchemaType.BOOLEAN))
            .addProperty(
                "messages",
                OASFactory.createSchema()
                    .addType(Schema.SchemaType.ARRAY)
                    .items(text("What is wrong, for people")))
            .addProperty("statusCode", number("The HTTP status"))
            .required(List.of("success", "messages", "statusCode")));
    MEANINGS.forEach(
        (status, meaning) -> {
          components.addResponse(
              name(status, false), response(status, meaning, Problem.MEDIA_TYPE, "Problem"));
          components.addResponse(
              name(status, true), response(status, meaning, "application/json", "FieldProblem"));
        });
  }

  /** Adds those of an operation behind its successes. */
  static void describe(String path, PathItem.HttpMethod method, Operation operation) {
    boolean field = FieldProblem.isFor(path);
    for (int status : of(path, operation, field)) {
      operation
          .getResponses()
          .addAPIResponse(
              Integer.toString(status),
              method == PathItem.HttpMethod.HEAD
                  ? OASFactory.createAPIResponse().description(MEANINGS.get(status))
                  : OASFactory.createAPIResponse()
                      .ref("#/components/responses/" + name(status, field)));
    }
  }

  private static Set<Integer> of(String path, Operation operation, boolean field) {
    boolean secured = operation.getSecurity() == null;
    Set<Integer> all = new TreeSet<>(Set.of(500, 503));
    all.add(field ? 422 : 400);
    if (secured || path.equals(OPEN) || path.equals("/authenticate_device")) {
      all.add(401);
    }
    if (path.contains("{")) {
      all.add(404);
    }
    if (path.startsWith("/v1/groups/{group}")) {
      all.add(403);
    }
    if (operation.getRequestBody() != null) {
      all.add(413);
      if (!field) {
        all.add(408);
      }
    }
    all.addAll(OTHERS.getOrDefault(operation.getOperationId(), Set.of()));
    return all;
  }

  private static Schema document(String meaning) {
    return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(meaning);
  }

  private static Schema text(String meaning) {
    return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(meaning);
  }

  private static Schema number(String meaning) {
    return OASFactory.createSchema()
        .addType(Schema.SchemaType.INTEGER)
        .format("int64")
        .description(meaning);
  }

  private static String name(int status, boolean field) {
    return (field ? "FieldFailure" : "Failure") + status;
  }

  private static APIResponse response(int status, String meaning, String mediaType, String schema) {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                mediaType,
                OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema)));
    APIResponse response = OASFactory.createAPIResponse().description(meaning).content(content);
    if (status == 429 || status == 503) {
      response.addHeader(
          "Retry-After",
          OASFactory.createHeader()
              .description("Seconds until the same may be tried again")
              .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
    }
    return response;
  }
}
