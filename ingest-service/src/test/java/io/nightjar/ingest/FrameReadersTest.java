package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.ingest.frames.DecodingPlaces;
import io.nightjar.ingest.frames.FrameAnswer;
import io.nightjar.ingest.frames.FrameRange;
import io.nightjar.ingest.frames.StoredFrames;
import io.nightjar.ingest.view.ThermalRecording;
import io.nightjar.pipeline.Limits;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readers of frames that do not read. */
@Tag("process")
@QuarkusTest
@QuarkusTestResource(LocalInfrastructure.class)
class FrameReadersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int FRAMES = 300;
  private static final long ALL = FRAMES * 640L * 480 * 2; // more than any socket keeps

  @Inject DecodingPlaces places;
  @Inject Limits limits;

  private String token = "";

  @BeforeEach
  void start() {
    ServiceStart.awaitReady();
    token = DeviceTokensFor.device("group", "camera-1");
  }

  @Test
  void oneWhoGoesLeavesThePlaceToOthers() throws Exception {
    String id = upload(FrameReader.recording(640, 480, FRAMES));
    FrameReader reader = FrameReader.ask(id, token);

    reader.close();

    await().atMost(PATIENCE).until(() -> places.taken() == 0);
  }

  @Test
  void oneWhoTakesNothingIsCutOff() throws Exception {
    String id = upload(FrameReader.recording(640, 480, FRAMES));
    try (FrameReader reader = FrameReader.ask(id, token)) {
      await().atMost(PATIENCE).until(() -> places.taken() == 0);

      assertThat(reader.drain()).isLessThan(ALL);
    }
  }

  /** What is damaged is counted first, and nothing is written meanwhile. */
  @Test
  void oneWhoGoesWhileFramesAreCountedEndsThat() throws Exception {
    byte[] recording = FrameReader.recording(160, 120, 9);
    ThermalRecording counted;
    try (ObjectStore store = new MinioObjectStore(LocalInfrastructure.store())) {
      String key = "frame-readers-test.cptv";
      store.put(key, recording, "application/x-cptv");
      counted =
          new ThermalRecording(
              new ObjectRef(
                  store.bucket(),
                  key,
                  recording.length,
                  Sha256.of(recording),
                  "application/x-cptv"),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());

      DecodingPlaces own =
          new DecodingPlaces(1, 1 << 20, Duration.ofMillis(1), new SimpleMeterRegistry());
      Gone gone = new Gone();
      assertThatThrownBy(
              () ->
                  new StoredFrames(store, limits.thermal(), own)
                      .write(counted, FrameRange.of(null, null), gone))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("nobody waits");
      assertThat(gone.looked).isEqualTo(1);
      assertThat(own.taken()).isZero();
    }
  }

  /** Nobody is there any more. */
  private static final class Gone implements FrameAnswer {
    private int looked;

    @Override
    public boolean isGone() {
      looked++;
      return true;
    }

    @Override
    public OutputStream begin(OptionalLong bytes) {
      throw new AssertionError("nobody is there");
    }
  }

  private String upload(byte[] recording) {
    return given()
        .contentType("application/octet-stream")
        .header("Authorization", "Bearer " + token)
        .body(recording)
        .post("/v1/recordings")
        .then()
        .statusCode(201)
        .extract()
        .path("recordingId");
  }
}
