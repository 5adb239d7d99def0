package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.embedded.TopicReader;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cameras of the field, unchanged but for the address. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FieldApiTest {
  private static final long LARGEST_ID = (1L << 53) - 1;

  private final String group = "field-" + UUID.randomUUID();
  private final FieldCamera camera = new FieldCamera(group, "trap 1");

  private ObjectStore store;
  private long id;

  @BeforeEach
  void register() throws IOException {
    ServiceStart.awaitReady();
    store = new MinioObjectStore(LocalInfrastructure.store());
    camera.with("invitation", invitation());
    FieldCamera.Answer registered = camera.send("register-invited");
    assertThat(registered.status()).as(registered.body().toString()).isEqualTo(200);
    id = registered.body().path("id").asLong();
    camera.with("id", Long.toString(id)).with("token", registered.body().path("token").asText());
    camera.sending(Sounds.wav(20_000, System.nanoTime()));
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void registersOnceUnderAnIdOf53Bits() throws IOException {
    FieldCamera.Answer again = camera.send("register-invited");

    assertThat(id).isBetween(1L, LARGEST_ID);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.body().path("success").asBoolean(true)).isFalse();
    assertThat(again.body().path("statusCode").asInt()).isEqualTo(422);
    assertThat(again.body().path("messages").get(0).asText()).contains("trap 1");
  }

  @Test
  void refusesAnUninvitedCameraInTheFormThatItUnderstands() throws IOException {
    FieldCamera.Answer refused = new FieldCamera(group, "trap 3").send("register");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.body().path("success").asBoolean(true)).isFalse();
    assertThat(refused.body().path("statusCode").asInt()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({"authenticate", "authenticate-newer"})
  void givesTokensForThePassword(String request) throws IOException {
    FieldCamera.Answer session = camera.send(request);

    assertThat(session.status()).isEqualTo(200);
    assertThat(session.body().path("id").asLong()).isEqualTo(id);
    assertThat(session.body().path("token").asText()).startsWith("JWT ");
    camera.with("token", session.body().path("token").asText());
    assertThat(camera.send("schedules").body().toString()).contains("\"schedule\":{}");
  }

  @Test
  void refusesAnotherPassword() throws IOException {
    FieldCamera.Answer refused = new FieldCamera(group, "no such trap").send("authenticate");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().path("success").asBoolean(true)).isFalse();
  }

  @Test
  void refusesAForgedToken() throws IOException {
    FieldCamera.Answer refused = camera.with("token", "JWT e30.e30.x").send("schedules");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body().path("statusCode").asInt()).isEqualTo(401);
  }

  @Test
  void keepsAnUploadWithAllThatIsSaidOfIt() throws IOException {
    FieldCamera.Answer uploaded = camera.send("upload-data-first");

    assertThat(uploaded.status()).isEqualTo(200);
    assertThat(uploaded.body().path("success").asBoolean()).isTrue();
    assertThat(uploaded.body().path("statusCode").asInt()).isEqualTo(200);
    assertThat(uploaded.body().path("messages").get(0).asText()).isEqualTo("Thanks for the data.");
    long number = uploaded.body().path("recordingId").asLong();
    assertThat(number).isBetween(1L, LARGEST_ID);
    given()
        .header("Authorization", token())
        .get("/v1/recordings/" + number)
        .then()
        .statusCode(200)
        .body("device", equalTo("trap 1"))
        .body("mediaType", equalTo("audio/wav"))
        .body("recorded.at", equalTo("2026-01-15T10:12:13.456Z"))
        .body("recorded.source", equalTo("client"));
    String said =
        only(keys("raw/" + group).stream().filter(k -> k.endsWith(".sent.json")).toList());
    assertThat(new String(store.find(said, 10_000).orElseThrow(), UTF_8))
        .contains("\"somethingNew\":[1,2]");
  }

  @Test
  void takesTheFileBeforeTheData() throws IOException {
    long number = camera.send("upload-file-first").body().path("recordingId").asLong();

    given()
        .header("Authorization", token())
        .get("/v1/recordings/" + number)
        .then()
        .body("recorded.at", equalTo("2026-01-15T10:12:13Z"))
        .body("fileName", equalTo("evening.m4a"));
  }

  @Test
  void answersTheSameContentWithTheFirstNumber() throws IOException {
    long first = camera.send("upload-data-first").body().path("recordingId").asLong();
    List<String> before = keys("raw/" + group);

    FieldCamera.Answer again = camera.send("upload-file-first");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("recordingId").asLong()).isEqualTo(first);
    assertThat(again.body().path("messages").get(0).asText())
        .isEqualTo("Duplicate recording found for device");
    assertThat(keys("raw/" + group)).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "upload-wrong-hash,        400, 'Uploaded file integrity check failed, please retry.'",
    "upload-wrong-hash-behind, 400, 'Uploaded file integrity check failed, please retry.'",
    "upload-unknown-part,      422, 'Unknown form field: recording'",
    "upload-bad-date,          422, 'recordingDateTime is no date: yesterday'",
    "upload-no-file,           422, 'Recording has no file'",
  })
  void refusesForGoodAndKeepsNothing(String request, int status, String message)
      throws IOException {
    FieldCamera.Answer refused = camera.send(request);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.body().path("messages").get(0).asText()).isEqualTo(message);
    assertThat(keys("raw/" + group)).isEmpty();
  }

  @Test
  void keepsWhatIsDamagedForTheCameraWillDeleteIt() throws IOException {
    FieldCamera.Answer uploaded =
        camera.sending("CPTV it is not".getBytes(UTF_8)).send("upload-data-first");

    assertThat(uploaded.status()).isEqualTo(200);
    assertThat(keys("raw/" + group)).anyMatch(key -> key.endsWith(".bin"));
  }

  @Test
  void publishesEventsUnderIdsThatARepeatHasToo() throws IOException {
    FieldCamera.Answer added = camera.send("events");
    FieldCamera.Answer again = camera.send("events");

    assertThat(added.status()).isEqualTo(200);
    assertThat(added.body().path("eventsAdded").asInt()).isEqualTo(2);
    assertThat(added.body().path("eventDetailId").asLong())
        .isBetween(1L, LARGEST_ID)
        .isEqualTo(again.body().path("eventDetailId").asLong());
    List<ConsumerRecord<String, byte[]>> events = published();
    assertThat(events).hasSize(4);
    assertThat(events.stream().map(e -> TopicReader.header(e, "ce_id")).distinct()).hasSize(2);
    assertThat(events.stream().map(e -> new String(e.value(), UTF_8)).distinct())
        .anyMatch(
            data ->
                data.contains("\"type\":\"throttle\"")
                    && data.contains("\"at\":\"2026-01-15T10:12:13.456789012Z\"")
                    && data.contains("\"details\":{\"seconds\":600}"));
  }

  @Test
  void tellsWhoRunsTheFleetWhenADeviceWasLastHeard() throws IOException {
    assertThat(camera.send("heartbeat").status()).isEqualTo(200);

    given()
        .header("Authorization", "Bearer " + operator())
        .get("/v1/groups/{g}/heartbeats", group)
        .then()
        .statusCode(200)
        .body("devices.device", contains("trap 1"))
        .body("devices[0].next", equalTo("2020-01-01T00:00:00Z"))
        .body("devices[0].overdue", equalTo(true));
  }

  @Test
  void keepsTheSettingsOfADevice() throws IOException {
    JsonNode before = camera.send("settings-get").body().path("settings");

    camera.send("settings-post");

    assertThat(before).isEmpty();
    assertThat(camera.send("settings-get").body().at("/settings/windows/startRecording").asText())
        .isEqualTo("-30m");
  }

  @Test
  void letsADeviceSpeakForNoOther() throws IOException {
    FieldCamera other = new FieldCamera(group, "trap 2").with("invitation", invitation());
    JsonNode second = other.send("register-invited").body();

    FieldCamera.Answer foreign = camera.with("id", second.path("id").asText()).send("settings-get");

    assertThat(foreign.status()).isEqualTo(404);
    given()
        .header("Authorization", token())
        .multiPart("file", "x.wav", Sounds.wav(1_000, 1))
        .post("/api/v1/recordings/device/{d}/group/{g}", "trap 2", group)
        .then()
        .statusCode(403)
        .body("success", equalTo(false));
  }

  @Test
  void letsAnOperatorUploadForADevice() throws IOException {
    given()
        .header("Authorization", "Bearer " + operator())
        .multiPart("file", "x.wav", Sounds.wav(1_000, System.nanoTime()))
        .post("/api/v1/recordings/device/{id}", id)
        .then()
        .statusCode(200)
        .body("success", equalTo(true));

    assertThat(keys("raw/" + group)).isNotEmpty();
  }

  private String invitation() throws IOException {
    String bearer = "Bearer " + operator();
    given()
        .header("Authorization", bearer)
        .body("{\"group\":\"" + group + "\"}")
        .post("/v1/groups");
    return given()
        .header("Authorization", bearer)
        .body("{\"uses\":9}")
        .post("/v1/groups/{g}/invitations", group)
        .then()
        .statusCode(201)
        .extract()
        .path("code");
  }

  private static String operator() throws IOException {
    TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
    return Enrolment.operator(keys, "test", Duration.ofHours(1));
  }

  private String token() throws IOException {
    return camera.send("authenticate").body().path("token").asText();
  }

  private List<ConsumerRecord<String, byte[]>> published() {
    String servers = LocalInfrastructure.embedded().addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.DEVICE_EVENT)) {
      return reader.of(Long.toString(id));
    }
  }

  private List<String> keys(String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  private static String only(List<String> keys) {
    assertThat(keys).hasSize(1);
    return keys.getFirst();
  }
}
