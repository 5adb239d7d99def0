package io.nightjar.local.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.Clips;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.store.StoreSettings;
import io.nightjar.registry.token.Enrolment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images as they are shipped, run by an engine. {@code ./nightjar test --images} runs it; its
 * name keeps it out of every other run, where no engine may be.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImagesSuite {
  private static final Path RECORDINGS =
      Path.of(System.getProperty("nightjar.root", "../.."), "fixtures", "recordings");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long MOST_RESIDENT_BYTES = 300L << 20;

  private ImageContainers containers;
  private Camera camera;

  @BeforeAll
  void startAll(@TempDir Path folder) throws Exception {
    containers = new ImageContainers(folder);
    containers.start();
    var store =
        new StoreSettings(
            containers.store(),
            "us-east-1",
            "nightjar",
            ImageContainers.ACCESS_KEY,
            ImageContainers.SECRET_KEY,
            Duration.ofSeconds(30));
    camera =
        new Camera(
            containers.ingest(),
            Enrolment.device(store, containers.keys(), new DeviceIdentity("images", "camera")));
  }

  @AfterAll
  void stopAll() {
    containers.close();
  }

  @Test
  void fixturesThatAreUploadedArePicturedAndSaidToBe() throws Exception {
    List<String> uploaded = new ArrayList<>();
    for (String name : List.of("hedgehog.cptv", "bird-calls.wav", "bird-calls.m4a")) {
      uploaded.add(camera.uploadStubbornly(Files.readAllBytes(RECORDINGS.resolve(name))));
    }

    for (String recording : uploaded) {
      assertThat(camera.outcome(recording).get("status").asText()).isEqualTo("completed");
    }
    assertAnnounced(uploaded);
  }

  @Test
  void recordingsThatWereAcceptedAreFinishedWhateverContainerIsKilled() {
    List<String> uploaded = new ArrayList<>();
    int serial = 0;
    for (String service : Services.NAMES) {
      uploaded.add(camera.uploadStubbornly(Clips.thermal(++serial)));
      uploaded.add(camera.uploadStubbornly(Clips.sound(++serial)));

      containers.killAndStart(service);

      uploaded.add(camera.uploadStubbornly(Clips.thermal(++serial)));
    }

    assertThat(uploaded)
        .allSatisfy(
            recording ->
                assertThat(camera.outcome(recording).get("status").asText())
                    .isEqualTo("completed"));
    assertAnnounced(uploaded);
  }

  /** That an event tells of what was made of each of these. */
  private void assertAnnounced(List<String> recordings) {
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            containers.bootstrapServers(),
            "group.id",
            "images-suite-" + recordings.hashCode(),
            "auto.offset.reset",
            "earliest");
    Set<String> announced = new HashSet<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of("nightjar.artefact.created"));
      await("events of what was made")
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(event -> announced.add(event.key()));
                return announced.containsAll(recordings);
              });
    }
  }

  @Test
  void servicesStartFromTheirClassCacheAndStayWithinTheirMemory() throws Exception {
    for (String service : Services.NAMES) {
      assertThat(containers.log(service)).as(service).doesNotContain("AOT cache", "[error]");
      long resident = containers.residentBytes(service);
      System.out.println(service + ": " + resident / 1_000_000 + " MB resident");
      assertThat(resident).as(service).isLessThan(MOST_RESIDENT_BYTES);
    }
  }
}
