package io.nightjar.local.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.pipeline.event.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Services with a broker and a store of their own, and somebody who asks for renders. */
final class RenderingStack {
  private static final Path FIXTURES =
      Path.of(System.getProperty("nightjar.root")).resolve("fixtures");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> THERMAL =
      List.of("ingest-service", "thermal-service", "thumbnail-service");
  private static final String RENDERED = "io.nightjar.recording.rendered.v1";
  private static final int HEAP_MEBIBYTES = 256;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final EmbeddedProcess embedded;
  private final ServiceProcess ingest;
  private final Camera camera;

  /** Starts the services that thermal recordings pass; what they store lies in a folder. */
  RenderingStack(Path data) throws Exception {
    this(data, THERMAL);
  }

  /**
   * Starts services; what they store lies in a folder.
   *
   * @param names the first is ingest-service
   */
  RenderingStack(Path data, List<String> names) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(data.resolve("data")));
    opened.add(embedded);
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : names) {
      services.add(
          new ServiceProcess(
              name, HEAP_MEBIBYTES, data, embedded, embedded.addresses().storeEndpoint()));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    ingest = services.getFirst();
    camera = ingest.camera("rendered");
  }

  /** Stops what was started. */
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  /** Uploads a file of fixtures. */
  String uploaded(String file) throws Exception {
    return camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve(file)));
  }

  /** Who uploads, and asks. */
  Camera camera() {
    return camera;
  }

  /** A further device. */
  Camera camera(String device) throws Exception {
    return ingest.camera(device);
  }

  /** Where ingest listens. */
  URI address() {
    return ingest.address();
  }

  /** Where the broker listens. */
  String bootstrapServers() {
    return embedded.addresses().bootstrapServers();
  }

  /** All records of a topic about a recording. */
  List<ConsumerRecord<String, byte[]>> records(String topic, String id) {
    try (TopicReader reader = new TopicReader(bootstrapServers(), topic)) {
      return reader.of(id);
    }
  }

  /** Asks until it is told what has become of a request. */
  JsonNode made(String id, String artefact, String parameters) {
    return await("the render")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> ask(id, artefact, parameters), answer -> answer.statusCode() == 200)
        .body();
  }

  /** An answer, and the document in it. */
  record Answer(int statusCode, JsonNode body) {}

  /** Asks once. */
  Answer ask(String id, String artefact, String parameters) throws Exception {
    HttpResponse<byte[]> answer =
        HTTP.send(
            request("/v1/recordings/" + id + "/renders")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"artefact\":\"" + artefact + "\",\"parameters\":" + parameters + "}"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = JSON.readTree(answer.body());
    assertThat(answer.statusCode()).as(body.toString()).isIn(200, 202);
    assertThat(answer.headers().firstValue("Location")).contains(body.path("location").asText());
    return new Answer(answer.statusCode(), body);
  }

  /** The bytes of what was made. */
  byte[] content(JsonNode made) throws Exception {
    HttpResponse<byte[]> artefact = get(made.path("location").asText());
    assertThat(artefact.statusCode()).isEqualTo(200);
    assertThat(artefact.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    return artefact.body();
  }

  /** What is said of a recording's renders. */
  List<ConsumerRecord<String, byte[]>> events(String id) {
    return records(Topics.ARTEFACT_CREATED, id).stream()
        .filter(event -> TopicReader.header(event, "ce_type").equals(RENDERED))
        .toList();
  }

  /** The data of an event. */
  static String text(ConsumerRecord<String, byte[]> event) {
    return new String(event.value(), UTF_8);
  }

  /** Reads an address. */
  HttpResponse<byte[]> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ingest.address().resolve(path))
        .timeout(Duration.ofMinutes(1))
        .header("Authorization", "Bearer " + camera.token());
  }
}
