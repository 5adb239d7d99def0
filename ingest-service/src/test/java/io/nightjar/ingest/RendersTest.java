package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.TopicReader;
import io.nightjar.ingest.fairness.GroupAllowance;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.ingest.render.RenderRequests;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.Render;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests for what is made of a recording only if somebody asks. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class RendersTest {
  /** What one group may ask for. */
  static final int PER_GROUP_MINUTE = 50;

  private static final String ALL = "{\"artefact\":\"frames.npz\"}";

  private static final String BOXES =
      "{\"artefact\":\"preview.mp4\",\"parameters\":{\"boxes\":true}}";

  /** printf '{"artefact":"frames.npz","from":0}' | sha256sum */
  private static final String ID_OF_ALL = "1-84b02c77";

  @Inject GroupAllowance allowance;

  @BeforeEach
  void start() {
    ServiceStart.awaitReady();
  }

  @Test
  void areTakenOnceTheirEventIsDurable() throws Exception {
    String id = upload(thermal());

    Response answer = ask(id, ALL);

    answer
        .then()
        .statusCode(202)
        .header("Location", equalTo(location(id, ID_OF_ALL)))
        .body("id", equalTo(ID_OF_ALL))
        .body("artefact", equalTo("frames.npz"))
        .body("status", equalTo("processing"))
        .body("location", equalTo(location(id, ID_OF_ALL)));
    ConsumerRecord<String, byte[]> event = only(published(id));
    assertThat(TopicReader.header(event, "ce_type")).isEqualTo("io.nightjar.render.requested.v1");
    assertThat(new ObjectMapper().readTree(event.value()).get("render").toString())
        .isEqualTo("{\"artefact\":\"frames.npz\",\"from\":0}");
    assertThat(recording(id).path("status").toString()).isEqualTo("processing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"artefact\":\"frames.npz\",\"parameters\":{}}",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"from\":0}}",
        "{\"parameters\":{\"from\":0},\"artefact\":\"frames.npz\",\"more\":1}",
      })
  void thatMeanTheSameHaveTheSameIdAndTheSameEvent(String order) throws Exception {
    String id = upload(thermal());
    ask(id, ALL).then().statusCode(202);

    ask(id, order).then().statusCode(202).body("id", equalTo(ID_OF_ALL));

    List<ConsumerRecord<String, byte[]>> events = published(id);
    assertThat(events).hasSize(2);
    assertThat(events.getLast().value()).isEqualTo(events.getFirst().value());
    assertThat(events.stream().map(event -> TopicReader.header(event, "ce_id")).distinct())
        .hasSize(1);
  }

  @Test
  void thatDifferHaveOtherIds() throws Exception {
    String id = upload(thermal());

    String part =
        ask(id, "{\"artefact\":\"frames.npz\",\"parameters\":{\"from\":5,\"to\":90}}").path("id");

    assertThat(part).isEqualTo("1-bb3865ab");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLETED, completed, 200",
    "PARTIAL, partial, 200",
    "REJECTED, rejected, 404",
  })
  void whatHasEndedIsToldAndNotAskedForAgain(StageStatus status, String told, int artefact)
      throws Exception {
    String id = upload(thermal());
    byte[] content = {1, 2, 3};
    commit(id, status, content);

    Response answer = ask(id, ALL);

    answer
        .then()
        .statusCode(200)
        .header("Location", equalTo(location(id, ID_OF_ALL)))
        .body("status", equalTo(told))
        .body("code", equalTo(status == StageStatus.COMPLETED ? null : "some-code"));
    assertThat(published(id)).isEmpty();
    device().get(answer.header("Location")).then().statusCode(artefact);
    assertThat(recording(id).path("status").toString()).isEqualTo("processing");
    assertThat(recording(id).<List<Object>>path("stages")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"artefact\":\"frames.zip\"}                                       | render-unknown",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"form\":1}}           | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":[1]}                    | bad-request",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"from\":-1}}          | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"from\":\"1\"}}       | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"to\":1.5}}           | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"to\":null}}          | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"from\":2,\"to\":1}}  | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"to\":4294967296}}    | render-malformed",
        "{\"artefact\":\"spectrogram.npy\",\"parameters\":{\"from\":1}}    | render-malformed",
        "{\"artefact\":\"spectrogram.npy\",\"parameters\":{\"type\":32}}   | render-malformed",
        "{\"artefact\":\"mel.npy\",\"parameters\":{\"preset\":\"mine\"}}     | render-malformed",
        "{\"artefact\":\"mel.npy\",\"parameters\":{\"type\":null}}         | render-malformed",
        "{\"artefact\":\"spectrogram.tiles\",\"parameters\":{\"from\":-1}} | render-malformed",
        "{\"artefact\":\"spectrogram.tiles\",\"parameters\":{\"to\":0}}    | render-malformed",
        "{\"artefact\":\"spectrogram.tiles\",\"parameters\":{\"from\":9,\"to\":9}}| render-malformed",
        "{\"artefact\":\"spectrogram.tiles\",\"parameters\":{\"zoom\":1}}  | render-malformed",
        "{\"artefact\":\"frames.npz\",\"parameters\":{\"boxes\":true}}       | render-malformed",
        "{\"artefact\":7}                                                    | bad-request",
        "{}                                                                  | bad-request",
        "nonsense                                                            | bad-request",
      })
  void thatAreNotUnderstoodAreRefused(String order, String code) throws Exception {
    String id = upload(thermal());

    ask(id, order).then().statusCode(400).body("code", equalTo(code));

    assertThat(published(id)).isEmpty();
  }

  @Test
  void ofAVideoWithBoxesThereIsNoneBeforeThereAreTracks() throws Exception {
    String id = upload(thermal());

    ask(id, BOXES).then().statusCode(404).body("code", equalTo("tracks-not-found"));

    assertThat(published(id)).isEmpty();
  }

  /** What is drawn is told by the digest, so that other tracks are another render. */
  @Test
  void ofAVideoWithBoxesNameTheTracksThatThereAre() throws Exception {
    String id = upload(thermal());
    byte[] content = {1, 2, 3};
    commit(id, "thermal", "4-00000000", "tracks.json", StageStatus.COMPLETED, content);

    ask(id, BOXES).then().statusCode(202);

    JsonNode render = new ObjectMapper().readTree(only(published(id)).value()).get("render");
    assertThat(render.at("/tracks/sha256").asText()).isEqualTo(Sha256.of(content));
    assertThat(render.at("/tracks/key").asText())
        .isEqualTo("derived/" + id + "/thermal/4-00000000/tracks.json");
  }

  @Test
  void ofSoundThereAreNoFrames() throws Exception {
    String id = upload(Sounds.wav(20_000, 4713));

    ask(id, ALL).then().statusCode(404).body("code", equalTo("frames-not-found"));

    assertThat(published(id)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"spectrogram.npy", "mel.npy", "spectrogram.tiles"})
  void ofFramesThereIsNoSound(String artefact) throws Exception {
    String id = upload(thermal());

    ask(id, "{\"artefact\":\"" + artefact + "\"}")
        .then()
        .statusCode(404)
        .body("code", equalTo("sound-not-found"));

    assertThat(published(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"artefact\":\"spectrogram.npy\"} | {\"artefact\":\"spectrogram.npy\",\"type\":\"float32\"}",
        "{\"artefact\":\"spectrogram.npy\",\"parameters\":{\"type\":\"float16\"}}"
            + "| {\"artefact\":\"spectrogram.npy\",\"type\":\"float16\"}",
        "{\"artefact\":\"mel.npy\"}"
            + "| {\"artefact\":\"mel.npy\",\"preset\":\"librosa\",\"type\":\"float32\"}",
        "{\"artefact\":\"mel.npy\",\"parameters\":{\"type\":\"float16\",\"preset\":\"birdnet-high\"}}"
            + "| {\"artefact\":\"mel.npy\",\"preset\":\"birdnet-high\",\"type\":\"float16\"}",
        "{\"artefact\":\"spectrogram.tiles\"} | {\"artefact\":\"spectrogram.tiles\",\"from\":0}",
        "{\"artefact\":\"spectrogram.tiles\",\"parameters\":{\"from\":60,\"to\":90}}"
            + "| {\"artefact\":\"spectrogram.tiles\",\"from\":60,\"to\":90}",
      })
  void ofSoundThereAreArrays(String order, String render) throws Exception {
    String id = upload(Sounds.wav(20_000, order.hashCode()));

    ask(id, order).then().statusCode(202).body("status", equalTo("processing"));

    ConsumerRecord<String, byte[]> event = only(published(id));
    assertThat(new ObjectMapper().readTree(event.value()).get("render").toString())
        .isEqualTo(render);
  }

  @Test
  void areLimitedByGroupForAMinute() throws Exception {
    DeviceIdentity greedy = new DeviceIdentity("greedy", "camera");
    String id = upload(as(greedy), thermal());
    as(greedy).contentType(ContentType.JSON).body(ALL).post(path(id)).then().statusCode(202);

    // One more is due every second or so, and on a busy machine a call can take as long.
    Response refused =
        await("a refusal")
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> {
                  takeAll(greedy.group());
                  return as(greedy).contentType(ContentType.JSON).body(ALL).post(path(id));
                },
                answer -> answer.statusCode() != 202);

    refused
        .then()
        .statusCode(429)
        .header("Retry-After", notNullValue())
        .body("code", equalTo("too-many-renders"));
    String other = upload(thermal());
    ask(other, ALL).then().statusCode(202);
  }

  /** Leaves a group nothing to ask for, as many requests would. */
  private void takeAll(String group) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () -> {
              for (int i = 0; i <= 2 * PER_GROUP_MINUTE; i++) {
                allowance.take(group);
              }
            });
  }

  @Test
  void areNotTakenWhereTheMessageLogDoesNotAnswer() throws Exception {
    KafkaSettings nobody =
        new KafkaSettings(
            "127.0.0.1:1",
            TopicSettings.oneBroker(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Map.of());
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store());
        EventPublisher publisher = new EventPublisher(nobody)) {
      RenderRequests requests =
          new RenderRequests(
              store,
              () -> publisher,
              new GroupAllowance(1),
              "ingest-service",
              InstantSource.system());
      Recording recording =
          new Recording(
              RecordingId.next(InstantSource.system()),
              new DeviceIdentity("group", "camera-1"),
              MediaKind.THERMAL,
              Instant.now(),
              new ObjectRef(store.bucket(), "raw", 1, Sha256.of(new byte[1]), "application/x-cptv"),
              SenderClaims.NONE);

      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(
              () -> requests.request(recording, new Render.FramesNpz(0, OptionalInt.empty())))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    }
  }

  private static void commit(String id, StageStatus status, byte[] content) throws IOException {
    commit(id, "render", ID_OF_ALL, "frames.npz", status, content);
  }

  private static void commit(
      String id, String stage, String version, String name, StageStatus status, byte[] content)
      throws IOException {
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    boolean rejected = status == StageStatus.REJECTED;
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      String key = "derived/" + id + "/" + stage + "/" + version + "/" + name;
      store.put(key, content, "application/x-npz");
      ObjectRef object =
          new ObjectRef(
              store.bucket(), key, content.length, Sha256.of(content), "application/x-npz");
      new Manifests(store)
          .commit(
              new Manifest(
                  recording,
                  new DeviceIdentity("group", "camera-1"),
                  object,
                  stage,
                  version,
                  status,
                  status == StageStatus.COMPLETED ? Optional.empty() : Optional.of("some-code"),
                  Optional.empty(),
                  Instant.now(),
                  rejected ? List.of() : List.of(new Artefact(name, object)),
                  Optional.empty(),
                  Json.tree(Map.of())));
    }
  }

  private static List<ConsumerRecord<String, byte[]>> published(String id) {
    String servers = LocalInfrastructure.embedded().addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.RENDER_REQUESTED)) {
      return reader.of(id);
    }
  }

  private static <T> T only(List<T> some) {
    assertThat(some).hasSize(1);
    return some.getFirst();
  }

  private static byte[] thermal() throws IOException {
    return FrameReader.recording(32, 24, 3);
  }

  private static String upload(byte[] recording) {
    return upload(device(), recording);
  }

  private static String upload(RequestSpecification caller, byte[] recording) {
    return caller
        .contentType("application/octet-stream")
        .body(recording)
        .post("/v1/recordings")
        .then()
        .extract()
        .path("recordingId");
  }

  private static Response recording(String id) {
    return device().get("/v1/recordings/" + id);
  }

  private static Response ask(String id, String order) {
    return device()
        .contentType("application/json")
        .body(order.getBytes(StandardCharsets.UTF_8))
        .post(path(id));
  }

  private static String path(String id) {
    return "/v1/recordings/" + id + "/renders";
  }

  private static String location(String id, String version) {
    return "/v1/recordings/" + id + "/artefacts/render/" + version + "/frames.npz";
  }

  private static RequestSpecification device() {
    return as(new DeviceIdentity("group", "camera-1"));
  }

  private static RequestSpecification as(DeviceIdentity device) {
    String token = DeviceTokensFor.device(device.group(), device.device());
    return given().header("Authorization", "Bearer " + token);
  }
}
