package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.event.StageStatus;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.stage.Manifest;
import io.nightjar.pipeline.stage.Manifests;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the sender of a recording is told that it has sent before, and that is done by now. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class RepeatedUploadsTest {
  private final DeviceIdentity device = new DeviceIdentity("group", "again-" + UUID.randomUUID());
  private final byte[] sound = Sounds.wav(20_000, device.hashCode());
  private String id = "";

  @BeforeEach
  void send() {
    ServiceStart.awaitReady();
    id =
        upload()
            .statusCode(201)
            .body("status", equalTo("processing"))
            .extract()
            .path("recordingId");
  }

  @Test
  void aRepeatIsToldThatNothingIsMadeYet() {
    upload().statusCode(200).body("status", equalTo("processing"));
  }

  @Test
  void aRepeatIsToldWhatHasBecomeOfTheFirst() throws Exception {
    ended(StageStatus.COMPLETED, Optional.empty());

    upload()
        .statusCode(200)
        .body("recordingId", equalTo(id), "duplicate", equalTo(true))
        .body("status", equalTo("completed"));
  }

  @Test
  void whoAsksByDigestIsToldTheSame() throws Exception {
    ended(StageStatus.REJECTED, Optional.of("not-decodable"));

    as(device)
        .get("/v1/recordings/by-digest/" + Sha256.of(sound))
        .then()
        .statusCode(200)
        .body("recordingId", equalTo(id), "status", equalTo("rejected"));
  }

  @Test
  void aResumableRepeatIsToldTheSame() throws Exception {
    ended(StageStatus.PARTIAL, Optional.of("truncated"));

    HttpResponse<String> answer = new DraftClient(device.device()).create("?1", Map.of(), sound);

    JsonNode told = new ObjectMapper().readTree(answer.body());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(told.path("recordingId").asText()).isEqualTo(id);
    assertThat(told.path("status").asText()).isEqualTo("partial");
  }

  private ValidatableResponse upload() {
    return as(device).body(sound).post("/v1/recordings").then();
  }

  /** As its stages would say it: nothing follows a rejection. */
  private void ended(StageStatus status, Optional<String> code) throws Exception {
    ended("audio", status, code);
    if (status != StageStatus.REJECTED) {
      ended("thumbnail", status, code);
    }
  }

  private void ended(String stage, StageStatus status, Optional<String> code) throws Exception {
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      ObjectRef any =
          new ObjectRef(store.bucket(), "any", sound.length, Sha256.of(sound), "audio/wav");
      new Manifests(store)
          .commit(
              new Manifest(
                  RecordingId.parse(id).orElseThrow(),
                  device,
                  any,
                  stage,
                  "1-aaaaaaaa",
                  status,
                  code,
                  code,
                  Instant.now(),
                  List.of(),
                  Optional.empty(),
                  Json.tree(Map.of())));
    }
  }

  private static RequestSpecification as(DeviceIdentity device) {
    return given()
        .contentType("application/octet-stream")
        .header(
            "Authorization", "Bearer " + DeviceTokensFor.device(device.group(), device.device()));
  }
}
