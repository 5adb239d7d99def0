package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static org.awaitility.Awaitility.await;

import io.nightjar.ingest.Packed.File;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an operator finds in the log of uploads that were refused, and of archives. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class UploadLogTest {
  private static final Logger LOG = Logger.getLogger("io.nightjar.ingest");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String device = "logged-" + UUID.randomUUID();
  private final List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
  private final ExtHandler handler =
      new ExtHandler() {
        @Override
        protected void doPublish(ExtLogRecord message) {
          message.copyAll();
          records.add(message);
        }
      };

  @BeforeEach
  void listen() {
    ServiceStart.awaitReady();
    LOG.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOG.removeHandler(handler);
  }

  @Test
  void aRefusedUploadNamesItsDevice() {
    as(device).body("no recording".getBytes(UTF_8)).post("/v1/recordings").then().statusCode(415);

    assertThat(fields("An upload was refused"))
        .singleElement()
        .asInstanceOf(map(String.class, String.class))
        .containsEntry("group", "group")
        .containsEntry("device", device)
        .containsEntry("code", "not-a-recording")
        .containsEntry("status", "415");
  }

  @Test
  void aRefusedResumableUploadHasALineToo() {
    as(device)
        .header("Upload-Complete", "?1")
        .body("no recording".getBytes(UTF_8))
        .post("/v1/uploads")
        .then()
        .statusCode(415);

    assertThat(fields("An upload was refused"))
        .extracting(fields -> fields.get("device") + " " + fields.get("code"))
        .containsExactly(device + " not-a-recording");
  }

  @Test
  void whoIsUnknownIsNotNamed() {
    given().body("no recording".getBytes(UTF_8)).post("/v1/recordings").then().statusCode(401);

    assertThat(fields("An upload was refused"))
        .extracting(fields -> fields.get("code") + " " + fields.containsKey("device"))
        .containsExactly("token-missing false");
  }

  @Test
  void anArchiveHasOneLineAndAFewForWhatWasNotTaken() {
    int refused = 130;
    File[] files =
        IntStream.range(0, refused)
            .mapToObj(n -> new File("bad-" + n + ".wav", new byte[] {1, 2, 3}))
            .toArray(File[]::new);

    as(device).body(Packed.zip(files)).post("/v1/archives").then().statusCode(200);

    await().atMost(PATIENCE).until(() -> !fields("An archive has ended").isEmpty());
    assertThat(fields("An archive has ended"))
        .singleElement()
        .asInstanceOf(map(String.class, String.class))
        .containsEntry("device", device)
        .containsEntry("outcome", "complete")
        .containsEntry("members", "130")
        .containsEntry("refused", "130")
        .containsEntry("accepted", "0");
    assertThat(fields("A member of an archive was not taken"))
        .hasSize(100)
        .allMatch(fields -> device.equals(fields.get("device")))
        .first()
        .asInstanceOf(map(String.class, String.class))
        .containsEntry("member", "bad-0.wav")
        .containsEntry("code", "not-a-recording");
  }

  /** Of the lines that say so. */
  private List<Map<String, String>> fields(String message) {
    return records.stream()
        .filter(one -> one.getMessage().equals(message))
        .map(ExtLogRecord::getMdcCopy)
        .toList();
  }

  private static RequestSpecification as(String device) {
    return given()
        .contentType("application/octet-stream")
        .header("Authorization", "Bearer " + DeviceTokensFor.device("group", device));
  }
}
