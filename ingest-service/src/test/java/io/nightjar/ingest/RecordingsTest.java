package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.TopicReader;
import io.nightjar.ingest.upload.Uploads;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class RecordingsTest {
  /** More than one part of a multipart upload. */
  static final int LARGEST_SOUND = 11 * 1024 * 1024;

  static final int UPLOADS_AT_ONCE = 4;

  private static final String PATH = "/v1/recordings";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What a token of a device says, issued and expiring in the years 2033 and 2096. */
  private static final String CLAIMS =
      "{\"iss\":\"nightjar\",\"kind\":\"device\",\"sub\":\"c\",\"group\":\"group\","
          + "\"iat\":2000000000,\"exp\":4000000000}";

  @Inject @Nullable Supplier<Uploads> uploads;

  private ObjectStore store;

  @BeforeEach
  void openStore() {
    ServiceStart.awaitReady();
    store = new MinioObjectStore(LocalInfrastructure.store());
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void keepsARecordingByteForByteAndAnnouncesItUnderOneId() throws Exception {
    byte[] sound = Sounds.wav(100_000, 1);

    String id =
        as("camera-1")
            .body(sound)
            .post(PATH)
            .then()
            .statusCode(201)
            .header("Location", containsString(PATH))
            .body("status", equalTo("processing"))
            .body("duplicate", equalTo(false))
            .body("mediaType", equalTo("audio/wav"))
            .body("size", equalTo(sound.length))
            .body("sha256", equalTo(Sha256.of(sound)))
            .body("recordingId", matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}"))
            .extract()
            .path("recordingId");

    String key = keys().stream().filter(k -> k.endsWith(id + ".wav")).findFirst().orElseThrow();
    assertThat(key).matches("raw/group/camera-1/\\d{4}/\\d\\d/\\d\\d/" + id + "\\.wav");
    assertThat(store.find(key, sound.length)).contains(sound);
    assertThat(settledKeys()).doesNotContain("outbox/" + id + ".json");
    ConsumerRecord<String, byte[]> event = announcement(id);
    assertThat(TopicReader.header(event, "ce_type")).isEqualTo("io.nightjar.recording.received.v1");
    assertThat(TopicReader.header(event, "ce_subject")).isEqualTo(id);
    var data = new ObjectMapper().readTree(event.value());
    assertThat(data.at("/source/key").asText()).isEqualTo(key);
    assertThat(data.at("/source/sha256").asText()).isEqualTo(Sha256.of(sound));
    assertThat(data.at("/device/device").asText()).isEqualTo("camera-1");
  }

  @Test
  void answersTheSameContentOfTheSameDeviceWithTheFirstId() throws Exception {
    byte[] sound = Sounds.wav(50_000, 2);
    String first = accepted(as("camera-1").body(sound));
    Set<String> before = settledKeys();

    as("camera-1")
        .body(sound)
        .post(PATH)
        .then()
        .statusCode(200)
        .body("recordingId", equalTo(first))
        .body("duplicate", equalTo(true));

    assertThat(settledKeys()).isEqualTo(before);
    assertThat(accepted(as("camera-2").body(sound))).isNotEqualTo(first);
  }

  @Test
  void takesARecordingOfExactlyTheLargestSizeInParts() throws Exception {
    byte[] sound = Sounds.wav(LARGEST_SOUND, 3);

    String id = accepted(as("camera-1").header("Repr-Digest", digest(sound)).body(sound));

    String key = keys().stream().filter(k -> k.endsWith(id + ".wav")).findFirst().orElseThrow();
    assertThat(store.find(key, sound.length)).contains(sound);
  }

  static Stream<Arguments> refusals() {
    byte[] sound = Sounds.wav(70_000, 4);
    byte[] large = Sounds.wav(LARGEST_SOUND + 1, 5);
    byte[] text = "this is not a recording".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        refusal("empty", 400, "empty-body", () -> as("c").body(new byte[0])),
        refusal("text", 415, "not-a-recording", () -> as("c").body(text)),
        refusal("one byte", 415, "not-a-recording", () -> as("c").body(new byte[] {'a'})),
        refusal(
            "wrong digest",
            400,
            "digest-mismatch",
            () -> as("c").header("Repr-Digest", digest(text)).body(sound)),
        refusal(
            "wrong digest of a recording in parts",
            400,
            "digest-mismatch",
            () ->
                as("c").header("Repr-Digest", digest(text)).body(Arrays.copyOf(large, 6_000_000))),
        refusal(
            "malformed digest",
            400,
            "digest-malformed",
            () -> as("c").header("Repr-Digest", "sha-256=:abc:").body(sound)),
        refusal("too large", 413, "too-large", () -> as("c").body(large)),
        refusal("no token", 401, "token-missing", () -> binary().body(sound)),
        refusal(
            "a token signed by someone else",
            401,
            "token-invalid",
            () ->
                bearer(DeviceTokensFor.token(CLAIMS, LocalInfrastructure.otherKeysFile()))
                    .body(sound)),
        refusal(
            "an unsigned token",
            401,
            "token-invalid",
            () -> bearer("eyJhbGciOiJub25lIn0.eyJzdWIiOiJjIiwiZ3JvdXAiOiJnIn0.").body(sound)),
        refusal(
            "an expired token",
            401,
            "token-invalid",
            () ->
                bearer(DeviceTokensFor.token(CLAIMS.replace("4000000000", "1000000000")))
                    .body(sound)),
        refusal(
            "a token of no group",
            401,
            "token-invalid",
            () ->
                bearer(DeviceTokensFor.token(CLAIMS.replace(",\"group\":\"group\"", "")))
                    .body(sound)),
        refusal(
            "a token of another issuer",
            401,
            "token-invalid",
            () -> bearer(DeviceTokensFor.token(CLAIMS.replace("nightjar", "other"))).body(sound)),
        refusal(
            "a token of a device that is not registered",
            401,
            "token-invalid",
            () -> bearer(DeviceTokensFor.token(CLAIMS.replace("\"c\"", "\"none\""))).body(sound)),
        refusal(
            "a token of before the device was registered",
            401,
            "token-invalid",
            () ->
                bearer(DeviceTokensFor.token(CLAIMS.replace("2000000000", "1000000000")))
                    .body(sound)));
  }

  private static Arguments refusal(
      String what, int status, String code, Supplier<RequestSpecification> request) {
    return Arguments.of(what, status, code, request);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesAndLeavesNothing(
      String what, int status, String code, Supplier<RequestSpecification> request)
      throws Exception {
    Set<String> before = settledKeys();

    request
        .get()
        .post(PATH)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("type", equalTo("urn:nightjar:problem:" + code))
        .body("status", equalTo(status));

    assertThat(settledKeys()).as(what).isEqualTo(before);
  }

  @Test
  void refusesTooLargeABodyOfUnknownLength() throws Exception {
    Set<String> before = settledKeys();
    byte[] large = Sounds.wav(LARGEST_SOUND + 1, 6);

    String answer = RawCamera.sendChunked(large);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"too-large\"");
    assertThat(settledKeys()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(longs = {LARGEST_SOUND + 1L, 700_000_000, 5_000_000_000_000L})
  void refusesTooLargeABodyByItsLengthAlone(long length) throws Exception {
    Set<String> before = settledKeys();

    String answer = RawCamera.sendHeadOnly("Content-Length: " + length, Sounds.wav(70_000, 12));

    assertThat(answer)
        .startsWith("HTTP/1.1 413")
        .contains("application/problem+json", "\"code\":\"too-large\"");
    assertThat(settledKeys()).isEqualTo(before);
  }

  @Test
  void refusesMoreUploadsAtOnceThanItHasPlacesFor() throws Exception {
    byte[] sound = Sounds.wav(100_000, 13);
    List<RawCamera> slow = new ArrayList<>();
    try {
      for (int n = 0; n < UPLOADS_AT_ONCE; n++) {
        RawCamera camera = RawCamera.connect(RawCamera.NAME + n);
        slow.add(camera);
        camera.begin("Content-Length: " + sound.length);
        camera.send(sound, 70_000);
      }
      await().atMost(PATIENCE).until(() -> uploadsUnderWay() == UPLOADS_AT_ONCE);

      isAskedToTryLater(sound, "overloaded");
    } finally {
      for (RawCamera camera : slow) {
        camera.close();
      }
    }

    await().atMost(PATIENCE).until(() -> uploadsUnderWay() == 0);
    accepted(as("camera-1").body(sound));
  }

  @Test
  void saysWhatItCanNotGive() {
    as("camera-1").accept("text/csv").get(PATH + "/no-id").then().statusCode(404);
    as("camera-1").delete(PATH).then().statusCode(405).body("code", equalTo("method-not-allowed"));
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/health").then().statusCode(404);
  }

  @Test
  void leavesNothingOfAnUploadThatIsCutOffAndTakesItTheNextTime() throws Exception {
    Set<String> before = settledKeys();
    byte[] sound = Sounds.wav(7_000_000, 7);

    try (RawCamera camera = RawCamera.connect()) {
      camera.begin("Content-Length: " + sound.length);
      camera.send(sound, 6_000_000);
      await().atMost(PATIENCE).until(() -> uploadsUnderWay() > 0);
    }

    await().atMost(PATIENCE).until(() -> uploadsUnderWay() == 0);
    assertThat(settledKeys()).isEqualTo(before);
    accepted(as(RawCamera.NAME).body(sound));
  }

  /** The service's own count; the metric stays with the first service of this virtual machine. */
  private int uploadsUnderWay() {
    return Objects.requireNonNull(uploads).get().underWay();
  }

  @Test
  void doesNotTellADeviceOfSomeoneElsesRecording() throws Exception {
    String id = accepted(as("camera-1").body(Sounds.wav(40_000, 8)));

    as("camera-1").get(PATH + "/" + id).then().statusCode(200).body("device", equalTo("camera-1"));
    for (String path : List.of(id, id + "/artefacts/audio/audio.json", "no-id", "..%2fclaims")) {
      as("camera-2")
          .get(PATH + "/" + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("recording-not-found"));
    }
    String stranger = DeviceTokensFor.device("other", "camera-1");
    bearer(stranger).get(PATH + "/" + id).then().statusCode(404);
  }

  private static void isAskedToTryLater(byte[] sound, String code) {
    as("camera-1")
        .body(sound)
        .post(PATH)
        .then()
        .statusCode(503)
        .header("Retry-After", matchesPattern("\\d+"))
        .body("code", equalTo(code));
  }

  @Test
  void asksToTryLaterWhileTheStoreOrTheBrokerIsDown() throws Exception {
    byte[] sound = Sounds.wav(30_000, 9);
    LocalInfrastructure.embedded().kill();
    try {
      isAskedToTryLater(sound, "unavailable");
      ServiceStart.awaitOutage();
    } finally {
      LocalInfrastructure.embedded().restart();
    }

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              int status = as("camera-1").body(sound).post(PATH).statusCode();
              return status == 201 || status == 200;
            });
    Set<String> outbox = new TreeSet<>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              outbox.clear();
              store.list("outbox/", object -> outbox.add(object.key()));
              return outbox.isEmpty();
            });
  }

  @Test
  void describesItself() {
    String document = given().accept("application/json").get("/openapi").asString();

    assertThat(document)
        .contains("/v1/recordings", "/v1/recordings/{id}/artefacts/{stage}/{name}", "Repr-Digest")
        .contains("/v1/uploads", "/v1/uploads/{id}", "Upload-Offset", "Nightjar-Recording-Id");
  }

  private static RequestSpecification as(String device) {
    return bearer(DeviceTokensFor.device("group", device));
  }

  private static RequestSpecification bearer(String token) {
    return binary().header("Authorization", "Bearer " + token);
  }

  private static RequestSpecification binary() {
    return given().contentType("application/octet-stream");
  }

  private static String digest(byte[] body) {
    byte[] hash = HexFormat.of().parseHex(Sha256.of(body));
    return "sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":";
  }

  private static String accepted(RequestSpecification request) {
    return request.post(PATH).then().statusCode(201).extract().path("recordingId");
  }

  /**
   * What a recording leaves comes with its answer, or a moment later; the outbox entry goes last.
   */
  private Set<String> settledKeys() {
    return await()
        .atMost(PATIENCE)
        .until(this::keys, keys -> keys.stream().noneMatch(key -> key.startsWith("outbox/")));
  }

  private Set<String> keys() throws StoreException {
    Set<String> keys = new TreeSet<>();
    store.list("", object -> keys.add(object.key()));
    // Tests register devices, and with the first one its group, as they go.
    keys.removeIf(key -> key.startsWith("devices") || key.startsWith("groups/"));
    keys.removeIf(key -> key.startsWith("leases/")); // replicas take them by the clock
    return keys;
  }

  /** What announces a recording; the relay may have said the same again. */
  private static ConsumerRecord<String, byte[]> announcement(String id) {
    String servers = LocalInfrastructure.embedded().addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.received(MediaKind.AUDIO))) {
      List<ConsumerRecord<String, byte[]>> ours = reader.of(id);
      assertThat(ours.stream().map(event -> TopicReader.header(event, "ce_id")).distinct())
          .hasSize(1);
      return ours.getFirst();
    }
  }
}
