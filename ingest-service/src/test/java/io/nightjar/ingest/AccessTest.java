package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.registry.token.ClaimedToken;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.ReadableGroups;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every route that the service describes, called by everyone who may not do what it does. */
@Tag("process")
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@QuarkusTestResource(LocalInfrastructure.class)
class AccessTest {
  private static final String GROUP = "access";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] BODY = {'{', '}'};
  private static final String PASSWORD = "correct horse";

  /** How a caller is turned away who may not know that there is something. */
  private static final Set<String> UNKNOWN =
      Set.of(
          "404 group-not-found",
          "404 recording-not-found",
          "404 device-not-found",
          "404 not-found");

  private static final Set<String> FORBIDDEN = Set.of("403 forbidden");
  private static final Set<String> NOT_A_DEVICE = Set.of("403 not-a-device");
  private static final Set<String> UNAUTHENTICATED =
      Set.of("401 token-missing", "401 token-invalid");

  /** Who may use a route. */
  private enum Need {
    /** Everyone, without a token. */
    NOTHING,
    /** Everyone who has a token. */
    TOKEN,
    /** Devices, each for itself. */
    DEVICE,
    /** The device that made a recording, and the viewers and readers of its group. */
    RECORDING,
    /** The device that made a recording, and the viewers of its group, but no readers. */
    RENDER,
    /** A device for itself, and the members of its group. */
    CONTRIBUTION,
    VIEWER,
    OWNER,
    OPERATOR
  }

  /** What each route needs. A route that is not here fails the test: say who may use it. */
  private static final Map<String, Need> ROUTES =
      Map.ofEntries(
          Map.entry("GET /", Need.NOTHING),
          Map.entry("POST /v1/tokens", Need.NOTHING),
          Map.entry("POST /v1/devices", Need.NOTHING),
          Map.entry("GET /v1/me", Need.TOKEN),
          Map.entry("POST /v1/recordings", Need.CONTRIBUTION),
          Map.entry("GET /v1/recordings", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/events", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/raw", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/frames.npy", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/frames/{k}", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/tiles", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/tiles/{zoom}/{x}/{y}", Need.RECORDING),
          Map.entry("POST /v1/recordings/{id}/renders", Need.RENDER),
          Map.entry("GET /v1/recordings/{id}/artefacts/{stage}/{name}", Need.RECORDING),
          Map.entry("GET /v1/recordings/{id}/artefacts/{stage}/{version}/{name}", Need.RECORDING),
          Map.entry("GET /v1/recordings/by-digest/{sha256}", Need.CONTRIBUTION),
          Map.entry("GET /v1/recordings/by-prefix/{prefix}", Need.TOKEN),
          Map.entry("POST /v1/archives", Need.CONTRIBUTION),
          Map.entry("POST /v1/uploads", Need.CONTRIBUTION),
          Map.entry("HEAD /v1/uploads/{id}", Need.CONTRIBUTION),
          Map.entry("PATCH /v1/uploads/{id}", Need.CONTRIBUTION),
          Map.entry("DELETE /v1/uploads/{id}", Need.CONTRIBUTION),
          Map.entry("POST /authenticate_device", Need.NOTHING),
          Map.entry("POST /api/v1/devices", Need.NOTHING),
          Map.entry("POST /api/v1/devices/heartbeat", Need.DEVICE),
          Map.entry("GET /api/v1/devices/{id}/settings", Need.TOKEN),
          Map.entry("POST /api/v1/devices/{id}/settings", Need.TOKEN),
          Map.entry("POST /api/v1/events", Need.DEVICE),
          Map.entry("GET /api/v1/schedules", Need.DEVICE),
          Map.entry("POST /api/v1/recordings", Need.CONTRIBUTION),
          Map.entry("POST /api/v1/recordings/device/{deviceId}", Need.TOKEN),
          Map.entry("POST /api/v1/recordings/device/{deviceName}/group/{group}", Need.CONTRIBUTION),
          Map.entry("GET /v1/groups/{group}/heartbeats", Need.VIEWER),
          Map.entry("GET /v1/groups", Need.TOKEN),
          Map.entry("POST /v1/groups", Need.OPERATOR),
          Map.entry("GET /v1/groups/{group}/devices", Need.VIEWER),
          Map.entry("POST /v1/groups/{group}/devices", Need.OWNER),
          Map.entry("GET /v1/groups/{group}/devices/{device}", Need.VIEWER),
          Map.entry("POST /v1/groups/{group}/devices/{device}/revoke", Need.OWNER),
          Map.entry("POST /v1/groups/{group}/devices/{device}/token", Need.OWNER),
          Map.entry("GET /v1/groups/{group}/people", Need.VIEWER),
          Map.entry("PUT /v1/groups/{group}/people/{person}", Need.OWNER),
          Map.entry("DELETE /v1/groups/{group}/people/{person}", Need.OWNER),
          Map.entry("GET /v1/groups/{group}/invitations", Need.OWNER),
          Map.entry("POST /v1/groups/{group}/invitations", Need.OWNER),
          Map.entry("DELETE /v1/groups/{group}/invitations/{id}", Need.OWNER),
          Map.entry("GET /v1/groups/{group}/registration", Need.OWNER),
          Map.entry("PUT /v1/groups/{group}/registration", Need.OWNER),
          Map.entry("DELETE /v1/groups/{group}/registration", Need.OWNER),
          Map.entry("GET /v1/tokens/revoked", Need.OPERATOR),
          Map.entry("PUT /v1/tokens/revoked/{id}", Need.OPERATOR),
          Map.entry("POST /v1/people", Need.OPERATOR),
          Map.entry("PUT /v1/people/{person}/password", Need.OPERATOR),
          Map.entry("POST /v1/people/{person}/revoke", Need.OPERATOR));

  /** Everyone who calls, by what they are, and their token. */
  private final Map<String, String> callers = new TreeMap<>();

  private String recording = "";
  private String invitation = "";

  /** Once, but not before all: until then nobody knows the port. */
  @BeforeEach
  void makeEveryone() throws Exception {
    if (!callers.isEmpty()) {
      return;
    }
    TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
    String operator = Enrolment.operator(keys, "test", Duration.ofHours(1));
    ServiceStart.awaitReady();
    for (String group : List.of(GROUP, "elsewhere")) {
      bearer(operator).body(Map.of("group", group)).post("/v1/groups");
    }
    String camera = DeviceTokensFor.device(GROUP, "camera");
    callers.put("itself", camera);
    callers.put("sibling device", DeviceTokensFor.device(GROUP, "sibling"));
    callers.put("foreign device", DeviceTokensFor.device("elsewhere", "camera"));
    callers.put("revoked device", DeviceTokensFor.device(GROUP, "revoked"));
    bearer(operator).post("/v1/groups/{g}/devices/revoked/revoke", GROUP).then().statusCode(204);
    callers.put("forged", DeviceTokensFor.token(CLAIMS, LocalInfrastructure.otherKeysFile()));
    callers.put(
        "expired",
        DeviceTokensFor.token(
            CLAIMS.replace("2000000000", "1000000000").replace("4000000000", "1000000001")));
    callers.put("unknown device", DeviceTokensFor.token(CLAIMS.replace("camera", "none")));
    callers.put("unknown person", DeviceTokensFor.token(CLAIMS.replace("device", "person")));
    callers.put("stranger", person(operator, "stranger", "elsewhere", "owner"));
    callers.put("viewer", person(operator, "viewer", GROUP, "viewer"));
    callers.put("member", person(operator, "member", GROUP, "member"));
    callers.put("owner", person(operator, "owner", GROUP, "owner"));
    callers.put("person of the provider", LocalInfrastructure.provider().token("nobody"));
    callers.put("revoked person", person(operator, "revoked", GROUP, "owner"));
    bearer(operator).post("/v1/people/access-revoked/revoke").then().statusCode(204);
    callers.put("operator", operator);
    callers.put("reader", reader(keys, new ReadableGroups.Named(List.of(GROUP))));
    callers.put(
        "reader of another group", reader(keys, new ReadableGroups.Named(List.of("elsewhere"))));
    callers.put("reader of all groups", reader(keys, new ReadableGroups.All()));
    callers.put("revoked reader", reader(keys, new ReadableGroups.All()));
    String id =
        ClaimedToken.read(callers.get("revoked reader")).flatMap(ClaimedToken::id).orElseThrow();
    bearer(operator).put("/v1/tokens/revoked/{id}", id).then().statusCode(204);
    recording =
        given()
            .header("Authorization", "Bearer " + camera)
            .contentType("application/octet-stream")
            .body(Sounds.wav(20_000, 77))
            .post("/v1/recordings")
            .then()
            .extract()
            .path("recordingId");
    invitation =
        bearer(operator)
            .body(Map.of())
            .post("/v1/groups/{g}/invitations", GROUP)
            .then()
            .extract()
            .path("id");
  }

  /** Issued and expiring in the years 2033 and 2096. */
  private static final String CLAIMS =
      "{\"iss\":\"nightjar\",\"kind\":\"device\",\"sub\":\"camera\",\"group\":\"access\","
          + "\"iat\":2000000000,\"exp\":4000000000}";

  private static String reader(TokenKeys keys, ReadableGroups groups) {
    return Enrolment.reader(keys, "classifier", groups, Duration.ofHours(1));
  }

  private static String person(String operator, String name, String group, String role) {
    String full = GROUP + "-" + name;
    Map<String, String> account = Map.of("person", full, "password", PASSWORD);
    bearer(operator).body(account).post("/v1/people");
    bearer(operator)
        .body(Map.of("role", role))
        .put("/v1/groups/{g}/people/{p}", group, full)
        .then()
        .statusCode(204);
    return SignIn.token(account);
  }

  @Test
  void everyRouteIsKnown() throws Exception {
    JsonNode paths = JSON.readTree(description()).get("paths");

    Set<String> routes = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            routes.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

    assertThat(routes).isEqualTo(new TreeSet<>(ROUTES.keySet()));
  }

  @Test
  void nobodyDoesWhatTheyMayNot() throws Exception {
    List<String> wrong = new ArrayList<>();
    JsonNode paths = JSON.readTree(description()).get("paths");
    for (Map.Entry<String, Need> route : ROUTES.entrySet()) {
      if (route.getValue() != Need.NOTHING) {
        note(
            wrong,
            route.getKey(),
            "no token",
            call(route.getKey(), given(), true),
            UNAUTHENTICATED);
      }
      for (Map.Entry<String, String> caller : callers.entrySet()) {
        Set<String> refusals = refusals(route.getValue(), caller.getKey());
        if (refusals.isEmpty() && route.getKey().endsWith("/events")) {
          continue; // it would tell on and on
        }
        Response answer = call(route.getKey(), bearer(caller.getValue()), !refusals.isEmpty());
        note(wrong, route.getKey(), caller.getKey(), answer, refusals);
        noteUndescribed(wrong, paths, route.getKey(), answer.statusCode());
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Every status that a caller meets stands in the description of the API. */
  private static void noteUndescribed(
      List<String> wrong, JsonNode paths, String route, int status) {
    String method = route.substring(0, route.indexOf(' ')).toLowerCase(Locale.ROOT);
    JsonNode operation = paths.path(route.substring(route.indexOf(' ') + 1)).path(method);
    if (!operation.path("responses").has(Integer.toString(status))) {
      wrong.add(route + " answers " + status + ", which is not described");
    }
  }

  private static String description() {
    return given().accept("application/json").get("/openapi").asString();
  }

  private static void note(
      List<String> wrong, String route, String caller, Response answer, Set<String> refusals) {
    if (tellsNoCode(route)) {
      noteStatus(wrong, route, caller, answer.statusCode(), refusals);
      return;
    }
    String outcome =
        answer.statusCode() < 400
            ? Integer.toString(answer.statusCode())
            : answer.statusCode() + " " + code(answer);
    boolean refused =
        FORBIDDEN.contains(outcome)
            || UNAUTHENTICATED.contains(outcome)
            || outcome.equals("404 group-not-found")
            || (outcome.equals("404 recording-not-found") && !route.contains("/by-digest/"))
            || outcome.equals("404 not-found");
    if (refusals.isEmpty() ? refused || answer.statusCode() >= 500 : !refusals.contains(outcome)) {
      wrong.add(route + " by " + caller + ": " + outcome);
    }
  }

  /** Not by a path of REST Assured: that compiles a script for each of a thousand answers. */
  private static String code(Response answer) {
    try {
      return JSON.readTree(answer.asByteArray()).path("code").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(answer.asString(), e);
    }
  }

  /** An answer to HEAD has no body, and the field's device API no codes. */
  private static boolean tellsNoCode(String route) {
    return route.startsWith("HEAD ") || route.contains("/api/v1/");
  }

  private static void noteStatus(
      List<String> wrong, String route, String caller, int status, Set<String> refusals) {
    boolean right =
        refusals.isEmpty()
            ? status != 401 && status != 403 && status < 500
            : refusals.stream().anyMatch(refusal -> refusal.startsWith(status + " "));
    if (!right) {
      wrong.add(route + " by " + caller + ": " + status);
    }
  }

  /** How a caller must be refused; empty if they may. */
  private static Set<String> refusals(Need need, String caller) {
    return switch (caller) {
      case "revoked device",
          "forged",
          "expired",
          "unknown device",
          "unknown person",
          "revoked person",
          "revoked reader" ->
          need == Need.NOTHING ? Set.of() : UNAUTHENTICATED;
      case "operator" -> need == Need.DEVICE ? NOT_A_DEVICE : Set.of();
      case "itself" ->
          switch (need) {
            case NOTHING, TOKEN, DEVICE, RECORDING, RENDER, CONTRIBUTION -> Set.of();
            case VIEWER, OWNER, OPERATOR -> FORBIDDEN;
          };
      case "sibling device", "foreign device" ->
          switch (need) {
            case NOTHING, TOKEN, DEVICE -> Set.of();
            case RECORDING, RENDER -> UNKNOWN;
            case CONTRIBUTION, VIEWER, OWNER, OPERATOR -> FORBIDDEN;
          };
      case "stranger", "person of the provider" ->
          switch (need) {
            case NOTHING, TOKEN -> Set.of();
            case DEVICE -> NOT_A_DEVICE;
            case RECORDING, RENDER, CONTRIBUTION, VIEWER, OWNER -> UNKNOWN;
            case OPERATOR -> FORBIDDEN;
          };
      case "viewer" ->
          switch (need) {
            case NOTHING, TOKEN, RECORDING, RENDER, VIEWER -> Set.of();
            case DEVICE -> NOT_A_DEVICE;
            case CONTRIBUTION, OWNER, OPERATOR -> FORBIDDEN;
          };
      case "member" ->
          switch (need) {
            case NOTHING, TOKEN, RECORDING, RENDER, CONTRIBUTION, VIEWER -> Set.of();
            case DEVICE -> NOT_A_DEVICE;
            case OWNER, OPERATOR -> FORBIDDEN;
          };
      case "owner" ->
          switch (need) {
            case OPERATOR -> FORBIDDEN;
            case DEVICE -> NOT_A_DEVICE;
            default -> Set.of();
          };
      case "reader", "reader of all groups" ->
          switch (need) {
            case NOTHING, TOKEN, RECORDING -> Set.of();
            case DEVICE -> NOT_A_DEVICE;
            case RENDER, CONTRIBUTION, VIEWER, OWNER, OPERATOR -> FORBIDDEN;
          };
      case "reader of another group" ->
          switch (need) {
            case NOTHING, TOKEN -> Set.of();
            case DEVICE -> NOT_A_DEVICE;
            case RECORDING, RENDER, CONTRIBUTION, VIEWER, OWNER -> UNKNOWN;
            case OPERATOR -> FORBIDDEN;
          };
      default -> throw new AssertionError("who is " + caller);
    };
  }

  /** Who may not is sent to what is there; who may, to what is not, so that all stays as it is. */
  private Response call(String route, RequestSpecification caller, boolean real) {
    String method = route.substring(0, route.indexOf(' '));
    String path =
        route
            .substring(route.indexOf(' ') + 1)
            .replace("{group}", GROUP)
            .replace("{deviceName}", "camera")
            .replace("{deviceId}", "1")
            .replace("{sha256}", "0".repeat(64))
            .replace("{prefix}", "0")
            .replace("{device}", real ? "camera" : "none")
            .replace("{person}", real ? "access-revoked" : "none")
            .replace("{stage}", "audio")
            .replace("{version}", "1")
            .replace("{name}", "audio.json")
            .replace("{k}", "0")
            .replace("{zoom}/{x}/{y}", "0/0/0")
            .replace("{id}", id(route, real));
    if (route.equals("GET /v1/recordings")) {
      caller.queryParam("group", GROUP).queryParam("device", "camera");
    }
    if (route.contains("/v1/uploads")) {
      caller.header("Tus-Resumable", "1.0.0").contentType("application/offset+octet-stream");
    }
    return caller.header("Nightjar-Device", GROUP + "/camera").body(BODY).request(method, path);
  }

  private String id(String route, boolean real) {
    return route.contains("/recordings/") ? recording : real ? invitation : "none";
  }

  private static RequestSpecification bearer(String token) {
    return given()
        .header("Authorization", "Bearer " + Objects.requireNonNull(token))
        .contentType(ContentType.JSON);
  }
}
