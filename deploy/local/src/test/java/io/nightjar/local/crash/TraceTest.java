package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One recording's trace, through every service that it passes, as a collector receives it. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private SpanCollector collector;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    collector = SpanCollector.start();
    opened.add(collector);
    EmbeddedProcess embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data")));
    opened.add(embedded);
    Map<String, String> exporter =
        Map.of(
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
            collector.endpoint().toString(),
            "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL",
            "http/protobuf");
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : List.of("ingest-service", "thermal-service", "thumbnail-service")) {
      services.add(
          new ServiceProcess(name, 256, folder, embedded, embedded.addresses().storeEndpoint())
              .with(exporter));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    camera = services.getFirst().camera("traced");
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void followsARecordingThroughAllItsServices() {
    String id = camera.uploadStubbornly(Clips.thermal(4711));

    camera.outcome(id);

    await("the spans of every service")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertIsWhole(traceOf(id)));
  }

  private void assertIsWhole(String trace) {
    assertThat(servicesOf(trace))
        .containsExactlyInAnyOrder("ingest-service", "thermal-service", "thumbnail-service");
    assertThat(named(trace, "thermal")).allMatch(span -> isBelow(span, "ingest-service"));
    assertThat(named(trace, "thumbnail")).allMatch(span -> isBelow(span, "thermal-service"));
    assertThat(collector.spans())
        .filteredOn(span -> span.trace().equals(trace))
        .extracting(SpanCollector.Received::name)
        .contains("store store", "publish nightjar.artefact.created")
        .anyMatch(name -> name.contains("/v1/recordings"));
    assertThat(collector.spans())
        .extracting(span -> span.resource().get("service.version"))
        .doesNotContainNull();
  }

  /** The trace of a recording, as the thermal stage's span names it. */
  private String traceOf(String recording) {
    return collector.spans().stream()
        .filter(span -> recording.equals(span.attributes().get("nightjar.recording")))
        .map(SpanCollector.Received::trace)
        .findFirst()
        .orElse("");
  }

  private Set<String> servicesOf(String trace) {
    return collector.spans().stream()
        .filter(span -> span.trace().equals(trace))
        .map(SpanCollector.Received::service)
        .collect(Collectors.toSet());
  }

  private List<SpanCollector.Received> named(String trace, String name) {
    List<SpanCollector.Received> found =
        collector.spans().stream()
            .filter(span -> span.trace().equals(trace) && span.name().equals(name))
            .toList();
    assertThat(found).as("spans called " + name).isNotEmpty();
    return found;
  }

  /** Whether a span's parent is a span of a service. */
  private boolean isBelow(SpanCollector.Received span, String service) {
    return collector.spans().stream()
        .anyMatch(
            other ->
                other.trace().equals(span.trace())
                    && other.id().equals(span.parent())
                    && other.service().equals(service));
  }
}
