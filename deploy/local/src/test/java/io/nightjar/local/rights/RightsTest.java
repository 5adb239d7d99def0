package io.nightjar.local.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.Clips;
import io.nightjar.local.crash.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The four services on a broker with SASL_SSL, SCRAM-SHA-512 and access rules: each is a user of
 * its own, with rights on its own topics and its own group only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("process")
class RightsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String THERMAL = "nightjar.recording.received.thermal";
  private static final String AUDIO = "nightjar.recording.received.audio";
  private static final String CREATED = "nightjar.artefact.created";
  private static final String THUMBNAIL_GROUP = "nightjar-thumbnail-service";
  private static final String DEVICE_EVENT = "nightjar.device.event";
  private static final String FAILED = "nightjar.recording.failed";
  private static final String CLASSIFIED = "nightjar.tracks.classified";

  private static final String OF_THE_VIRTUAL_MACHINE = "Picked up JAVA_TOOL_OPTIONS";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ServiceProcess> services = new HashMap<>();
  private SecuredBroker broker;
  private Path folder;

  /** Topics are there or may be made, as the administrator likes it; here both. */
  @BeforeAll
  void startAll(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broker = SecuredBroker.start(folder);
    broker.makeTopics(List.of(THERMAL, AUDIO, DEVICE_EVENT));
    add("ingest", List.of(), List.of(THERMAL, AUDIO, DEVICE_EVENT));
    add("thermal", List.of(THERMAL), List.of(CREATED, FAILED));
    add("audio", List.of(AUDIO), List.of(CREATED, FAILED));
    add("thumbnail", List.of(), List.of(CREATED, FAILED)); // what it reads it may not read yet
    broker.grant("thumbnail", CLASSIFIED, READ, CREATE);
    for (ServiceProcess service : services.values()) {
      service.launch();
    }
    for (String name : List.of("ingest", "thermal", "audio")) {
      service(name).awaitReady();
    }
  }

  @AfterAll
  void stopAll() {
    services.values().parallelStream().forEach(ServiceProcess::close);
    broker.close();
  }

  @Test
  @Order(1)
  void aRightThatIsMissingIsNamedOnceAndKeepsTheServiceUnready() throws Exception {
    ServiceProcess thumbnail = service("thumbnail");
    String missing = "READ on topic " + CREATED + ", READ on group " + THUMBNAIL_GROUP;
    await("the cause in the answer of the health check")
        .atMost(PATIENCE)
        .until(() -> health(thumbnail).contains(missing));

    int looks = denials(THUMBNAIL_GROUP).size();
    await("two further looks at the rights")
        .atMost(PATIENCE)
        .until(() -> denials(THUMBNAIL_GROUP).size() >= looks + 2);

    assertThat(thumbnail.log().lines().filter(line -> line.contains(missing))).hasSize(1);
    assertThat(health(thumbnail)).contains("DOWN", missing);
  }

  @Test
  @Order(2)
  void oneWhoIsGivenTheRightBecomesReadyAndEveryRecordingIsWorkedOn() throws Exception {
    broker.grant("thumbnail", CREATED, READ);
    broker.grantGroup("thumbnail", THUMBNAIL_GROUP);
    service("thumbnail").awaitReady();
    Camera camera = service("ingest").camera("secured");

    String clip = camera.uploadStubbornly(Clips.thermal(1));
    String sound = camera.uploadStubbornly(Clips.sound(2));

    assertThat(camera.outcome(clip).get("status").asText()).isEqualTo("completed");
    assertThat(camera.outcome(sound).get("status").asText()).isEqualTo("completed");
  }

  @Test
  @Order(3)
  void noServiceMadeOrAskedForATopicThatIsNotItsOwn() throws Exception {
    assertThat(broker.topics())
        .containsExactlyInAnyOrder(
            THERMAL,
            AUDIO,
            CREATED,
            FAILED,
            DEVICE_EVENT,
            CLASSIFIED,
            "nightjar.thermal-service.dlq",
            "nightjar.thermal-service.retry",
            "nightjar.audio-service.dlq",
            "nightjar.audio-service.retry",
            "nightjar.thumbnail-service.dlq",
            "nightjar.thumbnail-service.retry");
    List<String> denied = new ArrayList<>(broker.denials());
    denied.removeAll(denials(THUMBNAIL_GROUP));
    assertThat(denied).as("asked for without a right, but for the one that was missing").isEmpty();
  }

  @Test
  @Order(4)
  void everyLogIsOfJsonObjectsAndTellsNoSecret() throws Exception {
    EmbeddedOptions store = broker.embedded().options();
    for (Map.Entry<String, ServiceProcess> service : services.entrySet()) {
      String log = service.getValue().log();

      assertThat(log)
          .as("log of " + service.getKey())
          .doesNotContain(
              service.getKey() + "-password", store.accessKey(), store.secretKey(), privateKey());
      assertThat(log.lines().filter(line -> !line.startsWith(OF_THE_VIRTUAL_MACHINE)))
          .isNotEmpty()
          .allSatisfy(RightsTest::assertIsALogRecord);
    }
    assertThat(fieldsOf(service("thumbnail"), "missing")).anyMatch(text -> text.contains(CREATED));
  }

  /** The number that must stay secret in the keys of tokens. */
  private String privateKey() throws IOException {
    return JSON.readTree(service("ingest").tokenKeys().toFile()).at("/keys/0/d").asText();
  }

  @Test
  @Order(5)
  void everyServiceSaysWhichBuildItIs() throws Exception {
    JsonNode info = JSON.readTree(service("thermal").get("/q/info"));

    assertThat(info.get("service").asText()).isEqualTo("thermal-service");
    assertThat(info.get("version").asText()).startsWith(info.get("release").asText());
  }

  private static void assertIsALogRecord(String line) throws IOException {
    JsonNode entry = JSON.readTree(line);
    assertThat(entry.hasNonNull("timestamp")).isTrue();
    assertThat(entry.hasNonNull("level")).isTrue();
    assertThat(entry.hasNonNull("message")).isTrue();
  }

  private static List<String> fieldsOf(ServiceProcess service, String name) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : service.log().lines().filter(line -> line.startsWith("{")).toList()) {
      values.add(JSON.readTree(line).at("/fields/" + name).asText());
    }
    return values;
  }

  private void add(String name, List<String> reads, List<String> writes) throws Exception {
    String service = name + "-service";
    for (String topic : reads) {
      broker.grant(name, topic, READ);
    }
    for (String topic : writes) {
      broker.grant(name, topic, rightsToWrite(topic));
    }
    if (!name.equals("ingest")) {
      broker.grant(name, "nightjar." + service + ".dlq", WRITE, CREATE);
      broker.grant(name, "nightjar." + service + ".retry", READ, WRITE, CREATE);
    }
    if (name.equals("thermal") || name.equals("audio")) {
      broker.grantGroup(name, "nightjar-" + service);
    }
    services.put(
        name,
        new ServiceProcess(
                service,
                256,
                folder,
                broker.embedded(),
                broker.embedded().addresses().storeEndpoint())
            .with(broker.user(name, name + "-password")));
  }

  /** Those that the administrator has made already need not be made. */
  private static AclOperation[] rightsToWrite(String topic) {
    return topic.equals(THERMAL) || topic.equals(AUDIO)
        ? new AclOperation[] {WRITE}
        : new AclOperation[] {WRITE, CREATE};
  }

  private List<String> denials(String resource) throws Exception {
    return broker.denials().stream().filter(line -> line.contains(resource)).toList();
  }

  private static String health(ServiceProcess service) {
    try {
      return service.get("/q/health/ready");
    } catch (Exception notYet) {
      return "";
    }
  }

  private ServiceProcess service(String name) {
    return Objects.requireNonNull(services.get(name));
  }
}
