package io.nightjar.ingest;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.http.TestHTTPResourceManager;
import java.time.Duration;

/**
 * The service takes requests before it has proved its store, and after an outage before it has seen
 * that the log is back; until then it answers 503.
 */
final class ServiceStart {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int OK = 200;

  private ServiceStart() {}

  /** Waits until the service is ready. */
  static void awaitReady() {
    await().atMost(PATIENCE).until(() -> given().get(readiness()).statusCode() == OK);
  }

  /**
   * Waits until the service has seen that store and log are gone: else it may notice, and refuse
   * uploads, only when they are back and the next test runs.
   */
  static void awaitOutage() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> given().get(readiness()).asString(),
            allOf(
                containsString("the store does not answer"),
                containsString("the message log does not answer")));
  }

  @SuppressWarnings("removal") // what came instead wants a field in each test
  private static String readiness() {
    return TestHTTPResourceManager.getManagementUri() + "/health/ready";
  }
}
