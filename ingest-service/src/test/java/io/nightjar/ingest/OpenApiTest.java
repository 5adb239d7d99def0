package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.ingest.problem.ProblemCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the API: what those who generate clients from it rely on. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class OpenApiTest {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete");

  /** Operations that need no token. */
  private static final Set<String> OPEN =
      Set.of("/", "/v1/tokens", "/v1/devices", "/api/v1/devices", "/authenticate_device");

  /** One operation. */
  private record Operation(String path, String method, JsonNode json) {
    private boolean isField() {
      return path.startsWith("/api/") || path.equals("/authenticate_device");
    }

    private boolean describes(String status) {
      return json.path("responses").has(status);
    }

    private boolean hasBody() {
      return json.has("requestBody");
    }

    private List<String> statuses() {
      List<String> statuses = new ArrayList<>();
      json.path("responses").fieldNames().forEachRemaining(statuses::add);
      return statuses;
    }
  }

  /** What is true of every operation. */
  private static final Map<String, Predicate<Operation>> RULES =
      Map.ofEntries(
          Map.entry("has an operationId", o -> o.json().path("operationId").isTextual()),
          Map.entry("has a summary", o -> o.json().path("summary").isTextual()),
          Map.entry(
              "says whether it needs a token",
              o -> o.json().path("security").equals(security(OPEN.contains(o.path())))),
          Map.entry(
              "names successes before failures",
              o -> o.statuses().getFirst().startsWith("2") && isSorted(o.statuses())),
          Map.entry(
              "names each status", o -> o.statuses().stream().noneMatch(s -> s.contains("X"))),
          Map.entry("describes a malformed request", o -> o.describes(o.isField() ? "422" : "400")),
          Map.entry(
              "describes a missing token", o -> OPEN.contains(o.path()) || o.describes("401")),
          Map.entry(
              "describes what is not there", o -> !o.path().contains("{") || o.describes("404")),
          Map.entry("describes a passing fault", o -> o.describes("503")),
          Map.entry("describes too large a body", o -> !o.hasBody() || o.describes("413")),
          Map.entry(
              "describes a body of another type", o -> !takesRecordings(o) || o.describes("415")),
          Map.entry("describes a range outside", o -> !takesRanges(o) || o.describes("416")),
          Map.entry(
              "describes its limits",
              o ->
                  !o.path().matches("/v1/(recordings|uploads|archives)")
                      || !o.method().equals("post")
                      || o.describes("429")),
          Map.entry(
              "names the version of its protocol",
              o ->
                  !o.path().startsWith("/v1/uploads")
                      || !all(
                          parameters(o), p -> !p.path("name").asText().equals("Tus-Resumable"))),
          Map.entry("types its bodies", o -> all(contents(o), OpenApiTest::isTyped)),
          Map.entry("types its parameters", o -> all(parameters(o), OpenApiTest::isTyped)),
          Map.entry(
              "gives ids a format",
              o ->
                  all(
                      parameters(o),
                      p ->
                          !p.path("name").asText().matches("id|deviceId")
                              || o.path().matches(".*/(invitations|tokens)/.*")
                              || p.path("schema").has("format"))));

  @Test
  void everyOperationKeepsTheRules() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Operation operation : operations()) {
      RULES.forEach(
          (rule, holds) -> {
            if (!holds.test(operation)) {
              broken.add(operation.method() + " " + operation.path() + ": " + rule);
            }
          });
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void noTwoOperationsHaveOneName() throws Exception {
    List<String> names =
        operations().stream().map(o -> o.json().path("operationId").asText()).toList();

    assertThat(names).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @Test
  void everyReferenceLeadsSomewhere() throws Exception {
    JsonNode document = document();
    Set<String> broken = new HashSet<>();
    document
        .findValuesAsText("$ref")
        .forEach(
            reference -> {
              if (document.at(reference.substring(1)).isMissingNode()) {
                broken.add(reference);
              }
            });

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Upload,        recordingId,   true",
    "RecordingView, recorded,      true",
    "RecordingView, fileName,      false",
    "RecordedTime,  source,        true",
    "RecordedTime,  doubt,         false",
    "Problem,       code,          true",
    "Problem,       retryAfter,    false",
    "NewSelf,       password,      true",
    "NewSelf,       invitation,    false",
  })
  void namesTheMembersThatAreAlwaysThere(String schema, String member, boolean required)
      throws Exception {
    JsonNode document = document().path("components").path("schemas").path(schema);

    List<String> names = new ArrayList<>();
    document.path("required").forEach(name -> names.add(name.asText()));
    assertThat(document.path("properties").has(member)).isTrue();
    assertThat(names.contains(member)).isEqualTo(required);
  }

  @ParameterizedTest
  @CsvSource({
    "/MediaKind,                        thermal audio",
    "/Source,                           header tags client receipt",
    "/Doubt,                            clock zone",
    "/Role,                             viewer member owner",
    "/RecordingView/properties/status,  processing completed partial rejected",
    "/CallerView/properties/kind,       device person operator reader",
    "/NewRole/properties/role,          viewer member owner",
    "/ArchiveMember/properties/outcome, accepted duplicate refused skipped failed",
  })
  void namesTheValuesOfEnumerations(String place, String values) throws Exception {
    List<String> named = new ArrayList<>();
    document().at("/components/schemas" + place + "/enum").forEach(one -> named.add(one.asText()));

    assertThat(named).containsExactlyInAnyOrder(values.split(" "));
  }

  @Test
  void idsAreStringsWithAFormat() throws Exception {
    JsonNode id = document().at("/components/schemas/RecordingId");

    assertThat(id.path("type").asText()).isEqualTo("string");
    assertThat(id.path("format").asText()).isEqualTo("uuid");
  }

  @ParameterizedTest
  @CsvSource({
    "a,                true",
    "'ruru café 1/2',  true",
    "'',               false",
    "' ',              false",
    "'a\tb',           false",
    "'a\u007F',        false",
    "'\u0085a',        false",
  })
  void saysWhatNamesLookLike(String name, boolean right) throws Exception {
    JsonNode group = document().at("/components/schemas/NewGroup/properties/group");

    assertThat(name.matches(group.path("pattern").asText())).isEqualTo(right);
    assertThat(group.path("maxLength").asInt()).isEqualTo(128);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "many"})
  void aLimitOutOfRangeIsRefusedWhoeverAsks(String limit) {
    device("*/*").get("/v1/groups?limit=" + limit).then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png", "application/xml;q=0.1", "*/*;q=0", "nonsense"})
  void noAnswerIsRefusedForWhatItsCallerAccepts(String accept) {
    device(accept).get("/v1/me").then().statusCode(200).contentType("application/json");
    device(accept)
        .get("/v1/recordings/none")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo(ProblemCode.RECORDING_NOT_FOUND.code()));
    device(accept).put("/v1/me").then().statusCode(405).contentType("application/problem+json");
    device(accept).get("/none").then().statusCode(404).body("code", equalTo("not-found"));
    device(accept).get("/api/v1/schedules").then().statusCode(200).body("success", equalTo(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "", "[]", "7", "{\"group\":null}"})
  void aBodyThatIsNoDocumentIsTheCallersFault(String body) {
    ServiceStart.awaitReady();

    given()
        .contentType("application/json")
        .body(body)
        .post("/v1/devices")
        .then()
        .statusCode(400)
        .body("code", equalTo(ProblemCode.BAD_REQUEST.code()));
  }

  @Test
  void theRootLeadsToTheDescriptionAndItsPages() {
    String openapi = given().get("/").then().statusCode(200).extract().path("openapi");
    String docs = given().get("/").path("docs");

    given().get(openapi).then().statusCode(200).body(containsString("openapi: 3"));
    given().get(docs).then().statusCode(200).contentType("text/html");
  }

  private static RequestSpecification device(String accept) {
    String token = DeviceTokensFor.device("group", "reader");
    ServiceStart.awaitReady();
    return given().header("Accept", accept).header("Authorization", "Bearer " + token);
  }

  private static JsonNode document() throws Exception {
    return new ObjectMapper()
        .readTree(given().accept("application/json").get("/openapi").asString());
  }

  private static List<Operation> operations() throws Exception {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        if (METHODS.contains(one.getKey())) {
          operations.add(new Operation(path.getKey(), one.getKey(), one.getValue()));
        }
      }
    }
    return operations;
  }

  private static JsonNode security(boolean open) {
    try {
      return new ObjectMapper().readTree(open ? "[{}]" : "[{\"token\":[]}]");
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isSorted(List<String> statuses) {
    return statuses.equals(statuses.stream().sorted().toList());
  }

  private static boolean takesRecordings(Operation operation) {
    return operation.json().path("requestBody").path("content").properties().stream()
        .anyMatch(type -> !type.getKey().equals("application/json"));
  }

  private static boolean takesRanges(Operation operation) {
    return StreamSupport.stream(parameters(operation).spliterator(), false)
        .anyMatch(parameter -> parameter.path("name").asText().equals("Range"));
  }

  private static Iterable<JsonNode> parameters(Operation operation) {
    return operation.json().path("parameters");
  }

  /** Of the request, and of all answers but 204, 304, 307 and those to HEAD. */
  private static Iterable<JsonNode> contents(Operation operation) {
    List<JsonNode> contents = new ArrayList<>();
    operation.json().path("requestBody").path("content").forEach(contents::add);
    for (String status : List.of("200", "201", "206")) {
      operation.json().path("responses").path(status).path("content").forEach(contents::add);
    }
    return contents;
  }

  private static boolean isTyped(JsonNode typed) {
    return !typed.path("schema").isEmpty();
  }

  private static boolean all(Iterable<JsonNode> nodes, Predicate<JsonNode> holds) {
    return StreamSupport.stream(nodes.spliterator(), false).allMatch(holds);
  }
}
