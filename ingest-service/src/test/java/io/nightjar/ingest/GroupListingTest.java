package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of a whole group: its devices' recordings, one after the other in time. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupListingTest {
  private static final String PATH = "/v1/recordings";
  private static final String PASSWORD = "correct horse";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final String group = "grouped-" + UUID.randomUUID();
  private final String elsewhere = "elsewhere-" + UUID.randomUUID();

  /** In the order of time; the kinds are a wav, a cptv, a wav, a cptv and a wav. */
  private final List<String> sent = new ArrayList<>();

  private String operator = "";
  private String viewer = "";
  private String viewerOfBoth = "";

  /** Once, but not before all: until then nobody knows the port. */
  @BeforeEach
  void recordInTwoGroups() throws IOException {
    if (!sent.isEmpty()) {
      return;
    }
    operator = Enrolment.operator(TokenKeys.read(LocalInfrastructure.keysFile()), "test", HOUR);
    ServiceStart.awaitReady();
    for (String one : List.of(group, elsewhere)) {
      json(operator).body(Map.of("group", one)).post("/v1/groups").then().statusCode(201);
    }
    viewer = person("viewer", List.of(group));
    viewerOfBoth = person("both", List.of(group, elsewhere));
    String fifth = upload(group, "North", sound(5), "2026-03-03T00:00:00Z");
    String first = upload(group, "south", sound(1), "2026-02-28T23:59:59.999Z");
    String fourth = upload(group, "south", film(4), "2026-03-01T12:00:00.001Z");
    String third = upload(group, "North", sound(3), "2026-03-02T01:00:00+13:00");
    String second = upload(group, "east", film(2), "2026-03-01T00:00:00Z");
    sent.addAll(List.of(first, second, third, fourth, fifth));
    upload(elsewhere, "North", sound(6), "2026-03-01T06:00:00Z");
    await()
        .atMost(PATIENCE)
        .until(() -> ids(get(viewer, "group=" + group)), listed -> listed.size() == sent.size());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "'', 5 4 3 2 1",
    "order=newest, 5 4 3 2 1",
    "order=oldest, 1 2 3 4 5",
    "kind=thermal, 4 2",
    "kind=audio&order=oldest, 1 3 5",
    "from=2026-03-01T00:00:00Z&to=2026-03-01T12:00:00.001Z, 3 2",
    "from=2026-03-01T13:00:00%2B13:00&order=oldest, 2 3 4 5",
    "limit=2, 5 4",
    "device=South, ''",
    "device=south, 4 1",
  })
  void listsTheDevicesOfAGroupByTheTimeRecorded(String query, String expected) {
    Response page = get(viewer, "group=" + group + "&" + query);

    assertThat(ids(page)).containsExactlyElementsOf(numbered(expected));
  }

  @ParameterizedTest(name = "{1} a page, {0} first, {2}")
  @CsvSource({
    "newest, 1, '',            5 4 3 2 1",
    "oldest, 1, '',            1 2 3 4 5",
    "newest, 2, '',            5 4 3 2 1",
    "oldest, 2, '',            1 2 3 4 5",
    "newest, 4, '',            5 4 3 2 1",
    "newest, 1, &kind=thermal, 4 2",
    "oldest, 2, &kind=audio,   1 3 5",
  })
  void givesEachOnceOverPagesAcrossDevicesAndDays(
      String order, int limit, String more, String expected) {
    List<String> seen = new ArrayList<>();
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      String query = "group=" + group + "&order=" + order + "&limit=" + limit + more;
      Response page = get(viewer, query + cursor.get());
      seen.addAll(ids(page));
      cursor = Optional.ofNullable(page.<String>path("next")).map(next -> "&cursor=" + next);
    }

    assertThat(seen).containsExactlyElementsOf(numbered(expected));
  }

  @Test
  void namesTheDeviceOfEach() {
    list(viewer, "group=" + group)
        .body("recordings.device", contains("North", "south", "North", "east", "south"))
        .body("recordings.kind", contains("audio", "thermal", "audio", "thermal", "audio"))
        .body("recordings.group[0]", equalTo(group));
  }

  @Test
  void whoReadsOneGroupNeedsNotNameIt() {
    Response page = get(viewer, "order=oldest");

    assertThat(ids(page)).containsExactlyElementsOf(sent);
  }

  @Test
  void whoReadsOneGroupSeesNoOther() {
    get(viewer, "group=" + elsewhere)
        .then()
        .statusCode(404)
        .body("code", equalTo("group-not-found"));
  }

  @Test
  void whoReadsSeveralNamesOne() {
    list(viewerOfBoth, "group=" + elsewhere).body("recordings.device", contains("North"));
    get(viewerOfBoth, "").then().statusCode(400).body("code", equalTo("bad-request"));
  }

  @Test
  void anOperatorReadsEveryGroupThatIsNamed() {
    assertThat(ids(get(operator, "order=oldest&group=" + group))).containsExactlyElementsOf(sent);
    list(operator, "group=none-" + group).body("recordings", empty());
    get(operator, "").then().statusCode(400).body("code", equalTo("bad-request"));
  }

  @Test
  void aDeviceSeesNoneOfItsGroupsOtherRecordings() {
    String east = DeviceTokensFor.device(group, "east");

    assertThat(ids(get(east, "group=" + group))).containsExactlyElementsOf(numbered("2"));
  }

  private static String upload(String group, String device, byte[] body, String recordedAt) {
    return bearer(DeviceTokensFor.device(group, device))
        .header("Nightjar-Recorded-At", recordedAt)
        .contentType("application/octet-stream")
        .body(body)
        .post(PATH)
        .then()
        .statusCode(201)
        .extract()
        .path("recordingId");
  }

  private String person(String name, List<String> groups) {
    Map<String, String> account = Map.of("person", name + group, "password", PASSWORD);
    json(operator).body(account).post("/v1/people").then().statusCode(204);
    for (String one : groups) {
      json(operator)
          .body(Map.of("role", "viewer"))
          .put("/v1/groups/{g}/people/{p}", one, name + group)
          .then()
          .statusCode(204);
    }
    return SignIn.token(account);
  }

  private byte[] sound(int number) {
    return Sounds.wav(2_000, (number + group).hashCode());
  }

  /** What begins as CPTV does; ingest looks no further. */
  private byte[] film(int number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(("CPTV\u0002H\u0000" + number + group).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private List<String> numbered(String numbers) {
    List<String> ids = new ArrayList<>();
    for (char number : numbers.replace(" ", "").toCharArray()) {
      ids.add(sent.get(number - '1'));
    }
    return ids;
  }

  private static List<String> ids(Response page) {
    JsonPath json = page.then().statusCode(200).extract().jsonPath();
    return json.getList("recordings.recordingId", String.class);
  }

  private static ValidatableResponse list(String token, String query) {
    return get(token, query).then().statusCode(200);
  }

  private static Response get(String token, String query) {
    return bearer(token).get(query.isEmpty() ? PATH : PATH + "?" + query);
  }

  private static RequestSpecification json(String token) {
    return bearer(token).contentType(ContentType.JSON);
  }

  private static RequestSpecification bearer(String token) {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + token);
  }
}
