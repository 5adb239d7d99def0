package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
    ServiceStart.awaitReady();
  }

  @Test
  void refusesADeviceThatHasTooManyUploadsUnderWayAndNoOther() throws Exception {
    byte[] sound = Sounds.wav(100_000, 4_000);
    List<RawCamera> slow = new ArrayList<>();
    try {
      for (int n = 0; n < PER_DEVICE; n++) {
        slow.add(begin("camera-busy", "/v1/recordings", sound));
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
  void anArchiveIsOneUploadOfItsDevice() throws Exception {
    byte[] sound = Sounds.wav(100_000, 4_010);
    byte[] archive = Packed.storedZip(new Packed.File("a.wav", sound));
    List<RawCamera> slow = new ArrayList<>();
    try {
      for (int n = 1; n < PER_DEVICE; n++) {
        slow.add(begin("camera-packs", "/v1/recordings", sound));
      }
      slow.add(begin("camera-packs", "/v1/archives", archive));

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  upload("camera-packs", sound)
                      .statusCode(429)
                      .body("code", equalTo("too-many-uploads")));

      upload("camera-other", Sounds.wav(1_000, 4_011)).statusCode(201);
    } finally {
      for (RawCamera camera : slow) {
        camera.close();
      }
    }
    await().atMost(PATIENCE).untilAsserted(() -> upload("camera-packs", sound).statusCode(201));
  }

  @Test
  void refusesAnArchiveOfADeviceThatHasTooManyUploadsUnderWay() throws Exception {
    byte[] sound = Sounds.wav(100_000, 4_012);
    byte[] archive = Packed.storedZip(new Packed.File("a.wav", sound));
    List<RawCamera> slow = new ArrayList<>();
    try {
      for (int n = 0; n < PER_DEVICE; n++) {
        slow.add(begin("camera-full", "/v1/recordings", sound));
      }

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  post("camera-full", "/v1/archives", archive)
                      .statusCode(429)
                      .header("Retry-After", matchesPattern("[1-9]\\d*"))
                      .header("RateLimit-Policy", equalTo("\"uploads\";q=3000;w=60"))
                      .body("code", equalTo("too-many-uploads")));
    } finally {
      for (RawCamera camera : slow) {
        camera.close();
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> post("camera-full", "/v1/archives", archive).statusCode(200));
  }

  /** Fifty come back a second, so a count that is missing would be made up for in 20 s. */
  @Test
  void countsEachMemberOfAnArchive() {
    Packed.File[] notes = new Packed.File[1_000];
    Arrays.setAll(notes, n -> new Packed.File("note" + n, new byte[] {'n'}));

    post("camera-notes", "/v1/archives", Packed.tar(notes))
        .statusCode(200)
        .header("RateLimit", equalTo("\"uploads\";r=2999;t=1"));

    upload("camera-notes", Sounds.wav(1_000, 4_013))
        .statusCode(201)
        .header("RateLimit", not(startsWith("\"uploads\";r=2999")))
        .header("RateLimit", not(startsWith("\"uploads\";r=2998")));
  }

  @Test
  void waitsForNoArchiveThatComesByteByByte() throws Exception {
    byte[] archive = Packed.storedZip(new Packed.File("a.wav", Sounds.wav(100_000, 4_014)));
    CountDownLatch answered = new CountDownLatch(1);
    try (RawCamera camera = RawCamera.connect("camera-drip-archive")) {
      camera.begin("/v1/archives", "Content-Length: " + archive.length);
      Thread drip = Thread.ofVirtual().start(() -> drip(camera, archive, answered));

      String answer = camera.answer();

      answered.countDown();
      drip.join();
      assertThat(answer).startsWith("HTTP/1.1 408").contains("\"code\":\"body-too-slow\"");
    }
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

  /** A body of which only the first bytes come. */
  private static RawCamera begin(String device, String path, byte[] body) throws IOException {
    RawCamera camera = RawCamera.connect(device);
    camera.begin(path, "Content-Length: " + body.length);
    camera.send(body, 10);
    return camera;
  }

  private static ValidatableResponse upload(String device, byte[] sound) {
    return post(device, "/v1/recordings", sound);
  }

  private static ValidatableResponse post(String device, String path, byte[] body) {
    return given()
        .header("Authorization", "Bearer " + DeviceTokensFor.device("group", device))
        .contentType("application/octet-stream")
        .body(body)
        .when()
        .post(path)
        .then();
  }
}
