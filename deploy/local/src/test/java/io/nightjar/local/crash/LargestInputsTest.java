package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.stack.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heaps that ship suffice on a machine of sixteen processors, for as many of the largest inputs
 * that are permitted at once. A service that runs out of memory would end (ExitOnOutOfMemoryError).
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargestInputsTest {
  private static final int PROCESSORS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Map<Service, ServiceProcess> services = new EnumMap<>(Service.class);
  private EmbeddedProcess embedded;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data")));
    opened.add(embedded);
    for (Service service : Service.values()) {
      ServiceProcess process =
          new ServiceProcess(
                  service.label(),
                  service.heapMebibytes(),
                  folder,
                  embedded,
                  embedded.addresses().storeEndpoint())
              .with("JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=" + PROCESSORS);
      opened.add(process);
      services.put(service, process);
    }
    services.values().parallelStream().forEach(ServiceProcess::start);
    camera = process(Service.INGEST).camera("large");
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void sixteenRecordingsOfTheLargestFrames() {
    assertAllCompleted(Clips::largestFrames, List.of(Service.THERMAL, Service.THUMBNAIL));
  }

  @Test
  void sixteenSoundsOfEveryChannelAtTheHighestRate() {
    assertAllCompleted(Clips::widestSound, List.of(Service.AUDIO));
  }

  private void assertAllCompleted(IntFunction<byte[]> recording, List<Service> workers) {
    List<String> ids =
        IntStream.range(0, PROCESSORS)
            .parallel()
            .mapToObj(recording)
            .map(camera::uploadStubbornly)
            .toList();

    for (String id : ids) {
      JsonNode outcome =
          await(id + " to be processed")
              .atMost(PATIENCE)
              .until(() -> camera.outcome(id), found -> found.hasNonNull("status"));
      assertThat(outcome.get("status").asText()).as(outcome.toString()).isEqualTo("completed");
    }
    for (Service worker : workers) {
      assertThat(process(worker).alive()).as(worker.label()).isTrue();
      assertThat(deadLetters(worker)).as("dead letters of " + worker.label()).isEmpty();
    }
  }

  private List<?> deadLetters(Service worker) {
    String topic = "nightjar." + worker.label() + ".dlq";
    try (TopicReader reader = new TopicReader(embedded.addresses().bootstrapServers(), topic)) {
      return reader.all();
    }
  }

  private ServiceProcess process(Service service) {
    return Objects.requireNonNull(services.get(service));
  }
}
