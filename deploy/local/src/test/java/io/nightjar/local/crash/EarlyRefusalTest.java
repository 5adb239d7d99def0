package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that takes a recording, while the store or the message log is away. No test here
 * sends a byte of a body: whoever is answered was answered without it.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyRefusalTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of an answer. A body that does not come is waited for a minute. */
  private static final Duration A_FEW_SECONDS = Duration.ofSeconds(8);

  private static final String TUS = "Tus-Resumable: 1.0.0\r\n";
  private static final String CHUNK = "Content-Type: application/offset+octet-stream\r\n";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess broker;
  private EmbeddedProcess store;
  private StoreTap tap;
  private ServiceProcess ingest;
  private Camera camera;

  /**
   * A way to send a recording.
   *
   * @param needsLog whether its bytes can't be made safe without the message log
   */
  private record Route(String request, String headers, boolean needsLog) {}

  private static List<Route> routes() {
    String form = "Content-Type: multipart/form-data; boundary=b\r\n";
    return List.of(
        new Route("POST /v1/recordings", "", true),
        new Route("POST /v1/recordings", form, true),
        new Route("POST /v1/archives", "", true),
        new Route("POST /api/v1/recordings", form, true),
        new Route("POST /api/v1/recordings/device/early/group/crash", form, true),
        new Route("POST /v1/uploads", TUS + CHUNK + "Upload-Length: 99999999\r\n", false),
        new Route(
            "PATCH /v1/uploads/01980000-0000-7000-8000-000000000000",
            TUS + CHUNK + "Upload-Offset: 0\r\n",
            false));
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("log")).withParts(Part.KAFKA));
    opened.add(broker);
    store = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("store")).withParts(Part.S3));
    opened.add(store);
    tap = StoreTap.on(store.addresses().storeEndpoint());
    opened.add(tap);
    ingest =
        new ServiceProcess("ingest-service", 128, folder, broker, tap.endpoint())
            .with(
                Map.of(
                    "NIGHTJAR_STORE_ACCESS_KEY", store.options().accessKey(),
                    "NIGHTJAR_STORE_SECRET_KEY", store.options().secretKey()));
    opened.add(ingest);
    ingest.start();
    camera = ingest.camera("early");
    camera.uploadStubbornly(Clips.sound(1));
  }

  @AfterEach
  void recovers() {
    await("readiness").atMost(PATIENCE).until(ingest::ready);
    camera.uploadStubbornly(Clips.sound(2));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void whileTheStoreIsGone() throws Exception {
    store.kill();
    awaitUnreadiness();

    List<String> answers = answers(routes().stream());

    store.restart();
    assertRefused(answers, routes().size());
  }

  @Test
  void whileTheStoreHangs() throws Exception {
    Runnable release = tap.hang();
    awaitUnreadiness();

    List<String> answers = answers(routes().stream());

    release.run();
    assertRefused(answers, routes().size());
  }

  @Test
  void whileTheMessageLogIsGone() throws Exception {
    broker.kill();
    awaitUnreadiness();

    List<String> answers = answers(routes().stream().filter(Route::needsLog));

    broker.restart();
    assertRefused(answers, 5);
  }

  private void awaitUnreadiness() {
    await("readiness to go down").atMost(PATIENCE).until(() -> !ingest.ready());
  }

  private static void assertRefused(List<String> answers, int count) {
    assertThat(answers)
        .hasSize(count)
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .containsPattern("^\\S+ \\S+ took [0-9]+ ms: HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: ")
                    .containsIgnoringCase("connection: close"));
  }

  /** What each route says to a head alone, and how long that took. */
  private List<String> answers(Stream<Route> routes) throws IOException {
    List<String> answers = new ArrayList<>();
    for (Route route : routes.toList()) {
      long began = System.nanoTime();
      try (SlowSender sender =
          SlowSender.begin(
              ingest.address(),
              route.request(),
              camera.authorization() + route.headers() + "Content-Length: 50000000\r\n")) {
        String answer = sender.answer(A_FEW_SECONDS).orElse("nothing");
        long millis = (System.nanoTime() - began) / 1_000_000;
        answers.add(route.request() + " took " + millis + " ms: " + answer);
      }
    }
    return answers;
  }
}
