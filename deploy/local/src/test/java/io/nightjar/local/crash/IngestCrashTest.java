package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.StoreException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingest, packaged, killed with SIGKILL at each of its side effects; after it, every accepted
 * recording stands once, with one completion identity a stage.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestCrashTest {
  private static final String AFTER_THE_ANSWER = "DELETE /nightjar/outbox/";

  private static final Logger LOG = LoggerFactory.getLogger(IngestCrashTest.class);
  private static final int MOST_KILLS = 4;

  private final AtomicInteger serial = new AtomicInteger(1);
  private TappedStack stack;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = TappedStack.start(folder, Map.of("ingest", 80, "audio", 256, "thumbnail", 128));
    camera = stack.camera("disturbed");
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  /**
   * Ingest's side effects. The first two are asked for at the same time, and so are the next two.
   */
  static Stream<Arguments> stepsOfIngest() {
    return Stream.of(
            "PUT /nightjar/raw/",
            "PUT /nightjar/outbox/",
            "PUT /nightjar/recordings/",
            "PUT /nightjar/claims/",
            AFTER_THE_ANSWER)
        .flatMap(IngestCrashTest::beforeAndAfter);
  }

  @ParameterizedTest(name = "{1} {0}")
  @MethodSource("stepsOfIngest")
  void ingestIsKilledBetweenTwoSideEffects(String request, StoreTap.Moment moment)
      throws StoreException {
    byte[] recording = Clips.sound(serial.getAndIncrement());
    ServiceProcess ingest = stack.service("ingest");
    stack.tap("ingest").strikeOnce(request, moment, ingest::kill);

    Optional<String> answer = camera.upload(recording);
    if (!request.startsWith(AFTER_THE_ANSWER)) {
      assertThat(answer).as("the answer that the kill prevents").isEmpty();
    }
    ingest.startAgain();
    String id = camera.uploadStubbornly(recording);

    camera.outcome(id);
    await("the outbox to be empty")
        .atMost(TappedStack.PATIENCE)
        .until(() -> stack.keys("outbox/").isEmpty());
    assertThat(stack.keys("claims/crash/disturbed/" + Sha256.of(recording))).hasSize(1);
    assertThat(stack.recordingsOf(recording)).containsExactly(id);
    stack.assertOneIdentity("nightjar.recording.received.audio", id, "recording.received");
    stack.assertOneIdentity("nightjar.artefact.created", id, "spectrogram.rendered");
  }

  /**
   * Two replicas, each killed again and again while it takes chunks. Another seed: {@code
   * -Dtests.seed=N}.
   */
  @Test
  void anUploadInChunksOutlivesTheReplicasThatTakeIt(@TempDir Path folder) throws Exception {
    long seed = Long.getLong("tests.seed", new SplittableRandom().nextLong());
    LOG.atWarn().addKeyValue("seed", seed).log("Replicas are killed amid chunks");
    byte[] recording = Clips.noiseAsFlac(24 * 1024 * 1024, serial.getAndIncrement());
    ServiceProcess first = stack.service("ingest");
    ServiceProcess second = stack.launchReplica("ingest", 80, folder);
    ChunkedCamera chunked = new ChunkedCamera(camera.token());
    KillsAmidChunks upload =
        new KillsAmidChunks(List.of(first, second), chunked, recording, seed, MOST_KILLS);

    String id = upload.send();

    first.awaitReady();
    assertThat(upload.killed()).as("kills by seed %d", seed).isBetween(1, MOST_KILLS);
    assertThat(Arrays.equals(chunked.raw(first.address(), id), recording))
        .as("the same bytes by seed %d", seed)
        .isTrue();
    assertThat(stack.recordingsOf(recording)).as("recordings by seed %d", seed).containsExactly(id);
    stack.assertOneIdentity("nightjar.recording.received.audio", id, "recording.received");
    assertThat(stack.keys("uploads/open/")).as("unfinished by seed %d", seed).isEmpty();
  }

  /** Ingest has a heap of 80 MiB here. */
  @Test
  void ingestStreamsARecordingThatIsLargerThanItsHeap() throws StoreException {
    long size = 128L * 1024 * 1024;

    String id = camera.upload(() -> Clips.longFlac(size)).orElseThrow();

    JsonNode outcome = camera.outcome(id);
    assertThat(outcome.get("size").asLong()).isEqualTo(size);
    assertThat(outcome.get("status").asText()).isEqualTo("rejected");
    assertThat(outcome.get("code").asText()).isEqualTo("not-decodable");
    assertThat(stack.keys("raw/crash/disturbed/")).anyMatch(key -> key.endsWith(id + ".flac"));
  }

  private static Stream<Arguments> beforeAndAfter(String request) {
    return Stream.of(StoreTap.Moment.values()).map(moment -> Arguments.of(request, moment));
  }
}
