package io.nightjar.ingest;

import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.function.Supplier;

/** The service takes requests before it has proved its store; until then it answers 503. */
final class ServiceStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int UNAVAILABLE = 503;

  private ServiceStart() {}

  /** Waits until the service is ready. */
  static void awaitReady(Supplier<RequestSpecification> device) {
    await()
        .atMost(PATIENCE)
        .until(() -> device.get().get("/v1/recordings/none").statusCode() != UNAVAILABLE);
  }
}
