package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.Artefact;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class ArtefactsTest {
  private static final DeviceIdentity DEVICE = new DeviceIdentity("group", "camera-1");
  private static final byte[] PICTURE = Sounds.wav(10_000, 11);

  private ObjectStore store;
  private byte[] sound;
  private String id;

  @BeforeEach
  void acceptARecording() {
    store = new MinioObjectStore(LocalInfrastructure.store());
    ServiceStart.awaitReady();
    sound = Sounds.wav(20_000, System.nanoTime());
    id =
        device()
            .body(sound)
            .post("/v1/recordings")
            .then()
            .statusCode(201)
            .extract()
            .path("recordingId");
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void servesWholeArtefactsAndRanges() throws StoreException {
    ended("audio", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());

    byte[] whole =
        picture()
            .then()
            .statusCode(200)
            .contentType("image/png")
            .header("Accept-Ranges", equalTo("bytes"))
            .header("ETag", equalTo("\"" + Sha256.of(PICTURE) + "\""))
            .extract()
            .asByteArray();
    byte[] part =
        picture("Range", "bytes=100-199")
            .then()
            .statusCode(206)
            .header("Content-Range", equalTo("bytes 100-199/10000"))
            .header("Content-Length", equalTo("100"))
            .extract()
            .asByteArray();

    assertThat(whole).isEqualTo(PICTURE);
    assertThat(part).isEqualTo(Arrays.copyOfRange(PICTURE, 100, 200));
    picture("Range", "bytes=10000-")
        .then()
        .statusCode(416)
        .header("Content-Range", equalTo("bytes */10000"))
        .body("code", equalTo("range-not-satisfiable"));
    picture("If-None-Match", "\"" + Sha256.of(PICTURE) + "\"").then().statusCode(304);
    device()
        .header("Range", "bytes=0-0")
        .header("If-Range", "\"another\"")
        .get(path())
        .then()
        .statusCode(200);
  }

  @Test
  void describesAnArtefactWithoutOpeningIt() throws StoreException {
    ended("audio", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    store.delete(
        ObjectKeys.artefact(recording, "audio", "1-aaaaaaaa", "picture.png", Sha256.of(PICTURE)));

    device()
        .head(path())
        .then()
        .statusCode(200)
        .contentType("image/png")
        .header("Content-Length", equalTo("10000"))
        .header("ETag", equalTo("\"" + Sha256.of(PICTURE) + "\""));
  }

  @Test
  void letsOnlyAnAddressWithItsVersionBeKept() throws StoreException {
    ended("audio", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());
    String versioned = "/v1/recordings/" + id + "/artefacts/audio/1-aaaaaaaa/picture.png";

    Response byVersion = device().get(versioned);

    byVersion
        .then()
        .statusCode(200)
        .header("Cache-Control", equalTo("private, max-age=31536000, immutable"));
    assertThat(byVersion.asByteArray()).isEqualTo(PICTURE);
    device().head(versioned).then().statusCode(200).header("Content-Length", equalTo("10000"));
    picture().then().header("Cache-Control", equalTo("private, no-cache"));
    for (String missing : List.of("2-bbbbbbbb", "..%2f..", "1")) {
      device()
          .urlEncodingEnabled(false)
          .get(versioned.replace("1-aaaaaaaa", missing))
          .then()
          .statusCode(404);
    }
  }

  @Test
  void givesARecordingsOwnBytesAndRangesOfThem() {
    String raw = "/v1/recordings/" + id + "/raw";

    byte[] whole =
        device()
            .get(raw)
            .then()
            .statusCode(200)
            .contentType("audio/wav")
            .header("Cache-Control", equalTo("private, no-cache"))
            .extract()
            .asByteArray();

    assertThat(whole).isEqualTo(sound);
    byte[] part =
        device()
            .header("Range", "BYTES=8-11")
            .get(raw)
            .then()
            .statusCode(206)
            .extract()
            .asByteArray();
    assertThat(part).asString(StandardCharsets.US_ASCII).isEqualTo("WAVE");
    device().head(raw).then().statusCode(200).header("Content-Length", equalTo("20000"));
    String tag = "\"" + Sha256.of(sound) + "\"";
    device().header("If-None-Match", "\"a\", W/" + tag).get(raw).then().statusCode(304);
    device().header("If-None-Match", tag).head(raw).then().statusCode(304);
    device().header("If-None-Match", "\"x" + tag).get(raw).then().statusCode(200);
  }

  @Test
  void tellsTheOutcomeOfARecording() throws StoreException {
    device().get("/v1/recordings/" + id).then().body("status", equalTo("processing"));
    picture().then().statusCode(404).body("code", equalTo("artefact-not-found"));

    ended("audio", "1-aaaaaaaa", StageStatus.PARTIAL, Optional.of("truncated"));
    device().get("/v1/recordings/" + id).then().body("status", equalTo("processing"));
    ended("thumbnail", "1-bbbbbbbb", StageStatus.PARTIAL, Optional.of("truncated"));

    device()
        .get("/v1/recordings/" + id)
        .then()
        .statusCode(200)
        .body("status", equalTo("partial"))
        .body("code", equalTo("truncated"))
        .body("artefacts[0].name", equalTo("picture.png"))
        .body("artefacts[0].sha256", equalTo(Sha256.of(PICTURE)));
  }

  @Test
  void showsTheNewestVersionOfAStage() throws StoreException {
    ended("audio", "1-aaaaaaaa", StageStatus.REJECTED, Optional.of("not-decodable"));
    device().get("/v1/recordings/" + id).then().body("status", equalTo("rejected"));

    ended("audio", "2-bbbbbbbb", StageStatus.COMPLETED, Optional.empty());
    ended("thumbnail", "1-aaaaaaaa", StageStatus.COMPLETED, Optional.empty());

    device()
        .get("/v1/recordings/" + id)
        .then()
        .body("status", equalTo("completed"))
        .body("stages.version", equalTo(List.of("2-bbbbbbbb", "1-aaaaaaaa")));
  }

  private void ended(String stage, String version, StageStatus status, Optional<String> code)
      throws StoreException {
    RecordingId recording = RecordingId.parse(id).orElseThrow();
    String key = ObjectKeys.artefact(recording, stage, version, "picture.png", Sha256.of(PICTURE));
    store.put(key, PICTURE, "image/png");
    ObjectRef picture =
        new ObjectRef(store.bucket(), key, PICTURE.length, Sha256.of(PICTURE), "image/png");
    new Manifests(store)
        .commit(
            new Manifest(
                recording,
                DEVICE,
                picture,
                stage,
                version,
                status,
                code,
                code,
                Instant.now(),
                status == StageStatus.REJECTED
                    ? List.of()
                    : List.of(new Artefact("picture.png", picture)),
                Optional.empty(),
                Json.tree(Map.of())));
  }

  private Response picture() {
    return device().get(path());
  }

  private Response picture(String header, String value) {
    return device().header(header, value).get(path());
  }

  private String path() {
    return "/v1/recordings/" + id + "/artefacts/audio/picture.png";
  }

  private static RequestSpecification device() {
    String token = DeviceTokensFor.device(DEVICE.group(), DEVICE.device());
    return given()
        .contentType("application/octet-stream")
        .header("Authorization", "Bearer " + token);
  }
}
