package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.ingest.Packed.File;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The store goes away while a member of an archive comes in: what its sender is told, what is kept,
 * and what a second try does.
 */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class ArchiveOutageTest {
  private static final String PATH = "/v1/archives";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIZE = 20_000;

  private final String card = "card-" + UUID.randomUUID();
  private final byte[] first = Sounds.wav(SIZE, card.hashCode());
  private final byte[] second = Sounds.wav(SIZE, card.hashCode() + 1L);
  private final byte[] third = Sounds.wav(SIZE, card.hashCode() + 2L);
  private final byte[] zip =
      Packed.storedZip(
          new File("a.wav", first), new File("b.wav", second), new File("c.wav", third));

  @BeforeEach
  void awaitReady() {
    ServiceStart.awaitReady();
  }

  @Test
  void theMemberHasFailedThoseBeforeAreKeptAndASecondTryTakesTheRest() throws Exception {
    List<JsonNode> told = sendWithAnOutageInTheSecondMember();

    assertThat(outcomes(told)).containsExactly("accepted", "failed", "incomplete");
    JsonNode failed = told.get(1);
    assertThat(failed.path("name").asText()).isEqualTo("b.wav");
    assertThat(failed.path("code").asText()).isEqualTo("unavailable");
    assertThat(failed.path("detail").asText())
        .isEqualTo("send the archive again later; what was taken is not taken twice");
    assertThat(failed.has("recordingId")).isFalse();
    JsonNode summary = told.getLast();
    assertThat(summary.path("members").asInt()).isEqualTo(2);
    assertThat(summary.path("accepted").asInt()).isEqualTo(1);
    assertThat(summary.path("failed").asInt()).isEqualTo(1);
    assertThat(summary.path("bytes").asInt()).isEqualTo(SIZE);
    assertThat(summary.path("code").asText()).isEqualTo("unavailable");
    assertThat(raw(told.getFirst())).isEqualTo(first);
    assertThat(isKnown(second)).isFalse();
    assertThat(isKnown(third)).isFalse();

    List<JsonNode> again = send();

    assertThat(outcomes(again)).containsExactly("duplicate", "accepted", "accepted", "complete");
    assertThat(again.getFirst().path("recordingId")).isEqualTo(told.getFirst().path("recordingId"));
    assertThat(raw(again.get(1))).isEqualTo(second);
    assertThat(raw(again.get(2))).isEqualTo(third);
    // Nothing stays of the failed member, nor of the repeat of the first.
    await().atMost(PATIENCE).until(this::keptObjects, kept -> kept.size() == 3);
  }

  /** The first member is accepted before the store goes; the rest is sent while it is away. */
  private List<JsonNode> sendWithAnOutageInTheSecondMember() throws Exception {
    int amidSecond = zip.length - 2 * SIZE;
    try (RawCamera camera = RawCamera.connect(card)) {
      camera.begin(PATH, "Content-Length: " + zip.length);
      camera.send(zip, amidSecond);
      await().atMost(PATIENCE).until(() -> isKnown(first));
      LocalInfrastructure.embedded().kill();
      camera.send(zip, amidSecond, zip.length - amidSecond);
      List<JsonNode> told = read(camera.chunks());
      ServiceStart.awaitOutage();
      return told;
    } finally {
      LocalInfrastructure.embedded().restart();
      ServiceStart.awaitReady();
    }
  }

  private List<JsonNode> send() throws IOException {
    return read(as(card).body(zip).post(PATH).then().statusCode(200).extract().asString());
  }

  private byte[] raw(JsonNode line) {
    return as(card)
        .get("/v1/recordings/" + line.path("recordingId").asText() + "/raw")
        .then()
        .statusCode(200)
        .extract()
        .asByteArray();
  }

  private boolean isKnown(byte[] sound) {
    return as(card).get("/v1/recordings/by-digest/" + Sha256.of(sound)).statusCode() == 200;
  }

  private List<String> keptObjects() throws IOException {
    List<String> keys = new ArrayList<>();
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      store.list("raw/group/" + card + "/", object -> keys.add(object.key()));
    }
    keys.removeIf(key -> !key.endsWith(".wav"));
    return keys;
  }

  private static List<JsonNode> read(String answer) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : answer.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static List<String> outcomes(List<JsonNode> lines) {
    return lines.stream().map(line -> line.path("outcome").asText()).toList();
  }

  private static RequestSpecification as(String device) {
    return given()
        .header("Authorization", "Bearer " + DeviceTokensFor.device("group", device))
        .contentType("application/octet-stream");
  }
}
