package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one device may take, and how slow it may be. */
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
@Tag("process")
class FairnessTest {
  static final int PER_DEVICE = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BeforeEach
  void awaitReadiness() {
    ServiceStart.awaitReady(
        () ->
            given().header("Authorization", "Bearer " + DeviceTokensFor.device("group", "camera")));
  }

  @Test
  void refusesADeviceThatHasTooManyUploadsUnderWayAndNoOther() throws Exception {
    byte[] sound = Sounds.wav(100_000, 4_000);
    List<RawCamera> slow = new ArrayList<>();
    try {
      for (int n = 0; n < PER_DEVICE; n++) {
        RawCamera camera = RawCamera.connect("camera-busy");
        slow.add(camera);
        camera.begin("Content-Length: " + sound.length);
        camera.send(sound, 10);
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  upload("camera-busy", sound)
                      .statusCode(429)
                      .header("Retry-After", matchesPattern("[1-9]\\d*"))
                      .body("code", equalTo("too-many-uploads")));

      upload("camera-other", sound).statusCode(201);
    } finally {
      for (RawCamera camera : slow) {
        camera.close();
      }
    }

    await().atMost(PATIENCE).untilAsserted(() -> upload("camera-busy", sound).statusCode(201));
  }

  @Test
  void tellsADeviceWhatItMayStillUpload() {
    upload("camera-told", Sounds.wav(1_000, 4_001))
        .statusCode(201)
        .header("RateLimit-Policy", equalTo("\"uploads\";q=3000;w=60"))
        .header("RateLimit", matchesPattern("\"uploads\";r=2999;t=1"));
  }

  /** Each byte comes before the pause that would end the upload, and yet it would take days. */
  @Test
  void waitsForNoBodyThatComesByteByByte() throws Exception {
    byte[] sound = Sounds.wav(100_000, 4_002);
    CountDownLatch answered = new CountDownLatch(1);
    try (RawCamera camera = RawCamera.connect("camera-drip")) {
      camera.begin("Content-Length: " + sound.length);
      Thread drip = Thread.ofVirtual().start(() -> drip(camera, sound, answered));

      String answer = camera.answer();

      answered.countDown();
      drip.join();
      assertThat(answer)
          .startsWith("HTTP/1.1 408")
          .contains("\"code\":\"body-too-slow\"", "at least 100 a second");
    }
  }

  @Test
  void refusesAHeadThatIsTooLong() throws Exception {
    try (RawCamera camera = RawCamera.connect("camera-head")) {
      camera.begin("X-Long: " + "x".repeat(40_000));

      assertThat(camera.answer()).startsWith("HTTP/1.1 431");
    }
  }

  private static void drip(RawCamera camera, byte[] sound, CountDownLatch until) {
    try {
      do {
        camera.send(sound, 1);
      } while (!until.await(100, TimeUnit.MILLISECONDS));
    } catch (IOException | InterruptedException e) {
      return; // the service has hung up
    }
  }

  private static ValidatableResponse upload(String device, byte[] sound) {
    return given()
        .header("Authorization", "Bearer " + DeviceTokensFor.device("group", device))
        .body(sound)
        .when()
        .post("/v1/recordings")
        .then();
  }
}
