package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed, and comes back, under an ingest that runs. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerOutageTest {
  private static final String STORE_ANSWERS = "nightjar_dependency_answers{dependency=\"store\"}";
  private static final String LOG_ANSWERS = "nightjar_dependency_answers{dependency=\"log\"}";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess broker;
  private ServiceProcess ingest;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("log")).withParts(Part.KAFKA));
    opened.add(broker);
    EmbeddedProcess store =
        EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("store")).withParts(Part.S3));
    opened.add(store);
    ingest =
        new ServiceProcess("ingest-service", 128, folder, broker, store.addresses().storeEndpoint())
            .with(
                Map.of(
                    "NIGHTJAR_STORE_ACCESS_KEY", store.options().accessKey(),
                    "NIGHTJAR_STORE_SECRET_KEY", store.options().secretKey()));
    opened.add(ingest);
    ingest.start();
    camera = ingest.camera("outage");
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void turnsReadinessDownAndLivenessNot() throws Exception {
    camera.uploadStubbornly(Clips.sound(1));

    broker.kill();

    await("readiness to go down").atMost(PATIENCE).until(() -> !ingest.ready());
    assertThat(ingest.get("/q/health/ready")).contains("the message log does not answer");
    assertThat(ingest.get("/q/health/live")).contains("UP");
    assertThat(ingest.metric(LOG_ANSWERS)).isZero();
    assertThat(ingest.metric(STORE_ANSWERS)).isEqualTo(1);
    assertThat(camera.upload(Clips.sound(2))).isEmpty();
    broker.restart();
    await("readiness to come back").atMost(PATIENCE).until(() -> ingest.ready());
    assertThat(ingest.metric(LOG_ANSWERS)).isEqualTo(1);
    assertThat(camera.uploadStubbornly(Clips.sound(2))).isNotEmpty();
  }
}
