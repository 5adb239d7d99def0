package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.nightjar.registry.token.ClaimedToken;
import io.nightjar.registry.token.Enrolment;
import io.nightjar.registry.token.ReadableGroups;
import io.nightjar.registry.token.TokenKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs find that only read; what they may not do is {@link AccessTest}'s. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class ReadersTest {
  private final String group = "readers-" + UUID.randomUUID();
  private final String other = "others-" + UUID.randomUUID();
  private String recording = "";

  @BeforeEach
  void recordInBoth() throws Exception {
    ServiceStart.awaitReady();
    recording = upload(group, 81);
    upload(other, 82);
  }

  @Test
  void aReaderOfOneGroupListsItWithoutNamingItAndSeesNoOther() throws Exception {
    String reader = reader(new ReadableGroups.Named(List.of(group)));

    bearer(reader)
        .get("/v1/recordings")
        .then()
        .statusCode(200)
        .body("recordings.recordingId", contains(recording));

    bearer(reader)
        .get("/v1/recordings?group={g}", other)
        .then()
        .statusCode(404)
        .body("code", equalTo("group-not-found"));
    bearer(reader).get("/v1/groups").then().body("groups.group", contains(group));
    bearer(reader)
        .get("/v1/me")
        .then()
        .body("kind", equalTo("reader"), "name", equalTo("classifier"), "reads", contains(group));
  }

  @Test
  void aReaderOfAllGroupsReadsEachThatItNames() throws Exception {
    String reader = reader(new ReadableGroups.All());

    for (String one : List.of(group, other)) {
      bearer(reader)
          .get("/v1/recordings?group={g}", one)
          .then()
          .statusCode(200)
          .body("recordings.size()", equalTo(1));
    }

    bearer(reader).get("/v1/groups?limit=1000").then().body("groups.group", hasItems(group, other));
    bearer(reader).get("/v1/me").then().body("kind", equalTo("reader"), "reads", nullValue());
  }

  /** It would help nobody to learn how a device is named, and then be refused. */
  @ParameterizedTest
  @ValueSource(strings = {"/v1/recordings", "/v1/archives", "/v1/uploads"})
  void aReaderThatUploadsIsForbiddenToWhetherItNamesADeviceOrNot(String path) throws Exception {
    String reader = reader(new ReadableGroups.All());

    for (String device : List.of("", "no device", group + "/camera")) {
      RequestSpecification upload = bearer(reader).header("Upload-Complete", "?1");
      (device.isEmpty() ? upload : upload.header("Nightjar-Device", device))
          .body("x")
          .post(path)
          .then()
          .statusCode(403)
          .body("code", equalTo("forbidden"));
    }
  }

  @Test
  void oneTokenOfAReaderIsRevokedAndTheOthersGoOn() throws Exception {
    String lost = reader(new ReadableGroups.All());
    String kept = reader(new ReadableGroups.All());
    String id = ClaimedToken.read(lost).flatMap(ClaimedToken::id).orElseThrow();
    bearer(lost).get("/v1/recordings/{id}", recording).then().statusCode(200);

    bearer(IdentityTest.operator()).put("/v1/tokens/revoked/{id}", id).then().statusCode(204);

    bearer(lost).get("/v1/recordings/{id}", recording).then().statusCode(401);
    bearer(kept).get("/v1/recordings/{id}", recording).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"jti\":\"some-id\"",
        "\"jti\":\"some-id\",\"reads\":[]",
        "\"jti\":\"some-id\",\"reads\":\"ALL\"",
        "\"jti\":\"some-id\",\"reads\":\"cats\"",
        "\"jti\":\"some-id\",\"reads\":true",
        "\"jti\":\"some-id\",\"reads\":null",
        "\"jti\":\"some-id\",\"reads\":{\"all\":true}",
        "\"jti\":\"some-id\",\"reads\":[\"cats\",7]",
        "\"jti\":\"some-id\",\"reads\":[\"\"]",
        "\"reads\":\"all\""
      })
  void aTokenThatDoesNotSayWhatItReadsOrCanNotBeRevokedIsRefused(String claims) {
    String token =
        DeviceTokensFor.token(
            "{\"iss\":\"nightjar\",\"kind\":\"reader\",\"sub\":\"classifier\","
                + "\"iat\":1700000000,\"exp\":4000000000,"
                + claims
                + "}");

    bearer(token).get("/v1/me").then().statusCode(401).body("code", equalTo("token-invalid"));
  }

  private static String upload(String group, int seed) {
    return bearer(DeviceTokensFor.device(group, "camera"))
        .contentType("application/octet-stream")
        .body(Sounds.wav(20_000, seed))
        .post("/v1/recordings")
        .then()
        .extract()
        .path("recordingId");
  }

  private static String reader(ReadableGroups groups) throws IOException {
    TokenKeys keys = TokenKeys.read(LocalInfrastructure.keysFile());
    return Enrolment.reader(keys, "classifier", groups, Duration.ofHours(1));
  }

  private static RequestSpecification bearer(String token) {
    return given().header("Authorization", "Bearer " + token);
  }
}
