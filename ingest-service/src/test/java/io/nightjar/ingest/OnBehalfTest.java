package io.nightjar.ingest;

import static io.nightjar.ingest.TestGroup.bearer;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.nightjar.pipeline.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Uploads by people in the name of a device. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class OnBehalfTest {
  private String operator;
  private TestGroup made;
  private String group;

  @BeforeEach
  void makeGroup() throws IOException {
    operator = IdentityTest.operator();
    ServiceStart.awaitReady();
    made = TestGroup.make(operator);
    group = made.name();
  }

  @Test
  void aMemberUploadsInADevicesNameAndAViewerDoesNot() {
    made.register("camera");
    String member = LocalInfrastructure.provider().token("member-" + group);
    String viewer = LocalInfrastructure.provider().token("viewer-" + group);
    made.give("oidc:member-" + group, "member");
    made.give("oidc:viewer-" + group, "viewer");
    byte[] sound = Sounds.wav(20_000, 3);

    String id =
        upload(member, group + "/camera", sound)
            .then()
            .statusCode(201)
            .extract()
            .path("recordingId");

    bearer(viewer)
        .get("/v1/recordings/" + id)
        .then()
        .statusCode(200)
        .body("device", equalTo("camera"));
    upload(viewer, group + "/camera", sound).then().statusCode(403);
    upload(member, group + "/none", sound)
        .then()
        .statusCode(404)
        .body("code", equalTo("device-not-found"));
    upload(member, "camera", sound).then().statusCode(400).body("code", equalTo("device-unnamed"));
    upload(operator, group + "/camera", sound).then().statusCode(200);
  }

  @Test
  void everyWayOfUploadingTakesADevicesRecordingFromAMemberWhoNamesIt() {
    made.register("camera");
    String member = LocalInfrastructure.provider().token("member-" + group);
    made.give("oidc:member-" + group, "member");
    String camera = group + "/camera";
    byte[] resumed = Sounds.wav(20_000, 4);
    byte[] packed = Sounds.wav(20_000, 5);

    String path =
        resumable(member, camera)
            .header("Upload-Length", resumed.length)
            .post("/v1/uploads")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");
    String id =
        resumable(member, camera)
            .header("Upload-Offset", 0)
            .contentType("application/offset+octet-stream")
            .body(resumed)
            .patch(path)
            .then()
            .statusCode(204)
            .extract()
            .header("Nightjar-Recording-Id");
    given()
        .header("Authorization", "Bearer " + member)
        .header("Nightjar-Device", camera)
        .contentType("application/octet-stream")
        .body(Packed.tar(new Packed.File("a.wav", packed)))
        .post("/v1/archives")
        .then()
        .statusCode(200)
        .body(containsString("\"accepted\":1"));

    bearer(member)
        .get("/v1/recordings/" + id)
        .then()
        .statusCode(200)
        .body("group", equalTo(group), "device", equalTo("camera"));
    resumable(member, camera).head(path).then().statusCode(200);
    for (byte[] sent : List.of(resumed, packed)) {
      bearer(member)
          .header("Nightjar-Device", camera)
          .get("/v1/recordings/by-digest/" + Sha256.of(sent))
          .then()
          .statusCode(200);
    }
    resumable(member, group + "/none").head(path).then().statusCode(404);
    bearer(member)
        .get("/v1/recordings/by-digest/" + Sha256.of(packed))
        .then()
        .statusCode(400)
        .body("code", equalTo("device-unnamed"));
  }

  private static Response upload(String token, String device, byte[] sound) {
    return given()
        .header("Authorization", "Bearer " + token)
        .header("Nightjar-Device", device)
        .contentType("application/octet-stream")
        .body(sound)
        .post("/v1/recordings");
  }

  private static RequestSpecification resumable(String token, String device) {
    return given()
        .header("Authorization", "Bearer " + token)
        .header("Nightjar-Device", device)
        .header("Tus-Resumable", "1.0.0");
  }
}
