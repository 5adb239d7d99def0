package io.nightjar.local.rights;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.Clips;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.local.docs.DeploymentPage;
import io.nightjar.pipeline.event.KafkaSettings;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.ServiceTopics;
import io.nightjar.pipeline.event.TopicSettings;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
  private static final String RENDER = "nightjar.render.requested";
  private static final String FAILED = "nightjar.recording.failed";
  private static final String CLASSIFIED = "nightjar.tracks.classified";

  private static final String OF_THE_VIRTUAL_MACHINE = "Picked up JAVA_TOOL_OPTIONS";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ServiceProcess> services = new HashMap<>();
  private Map<String, Object> classifier = Map.of();
  private SecuredBroker broker;
  private Path folder;

  /** Topics are there or may be made, as the administrator likes it; here both. */
  @BeforeAll
  void startAll(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broker = SecuredBroker.start(folder);
    broker.makeTopics(List.of(THERMAL, AUDIO, DEVICE_EVENT, RENDER));
    add("ingest", List.of(), List.of(THERMAL, AUDIO, DEVICE_EVENT, RENDER));
    add("thermal", List.of(THERMAL, RENDER), List.of(CREATED, FAILED));
    broker.grant("thermal", CREATED, READ);
    add("audio", List.of(AUDIO, RENDER), List.of(CREATED, FAILED));
    add("thumbnail", List.of(), List.of(CREATED, FAILED)); // what it reads it may not read yet
    broker.grant("thumbnail", CLASSIFIED, READ, CREATE);
    classifier = classifier();
    broker.grant("classifier", CREATED, READ);
    broker.grantGroup("classifier", "warm-mover");
    broker.grant("classifier", CLASSIFIED, WRITE);
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
  void everyUploadHasALineInTheLogOfIngestWhetherItWasTakenOrNot() throws Exception {
    HttpURLConnection call =
        (HttpURLConnection)
            service("ingest").address().resolve("/v1/recordings").toURL().openConnection();
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    call.getOutputStream().write(Clips.thermal(3));

    int status = call.getResponseCode();

    assertThat(status).isEqualTo(HttpURLConnection.HTTP_UNAUTHORIZED);
    assertThat(messages("A recording was accepted")).hasSize(2);
    assertThat(messages("An upload was refused"))
        .singleElement()
        .satisfies(line -> assertThat(line.at("/fields/code").asText()).isEqualTo("token-missing"));
  }

  private List<JsonNode> messages(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line :
        service("ingest").log().lines().filter(each -> each.contains(text)).toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  @Test
  @Order(4)
  void noServiceMadeOrAskedForATopicThatIsNotItsOwn() throws Exception {
    assertThat(broker.topics())
        .containsExactlyInAnyOrder(
            THERMAL,
            AUDIO,
            CREATED,
            FAILED,
            DEVICE_EVENT,
            RENDER,
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
  @Order(5)
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
  @Order(6)
  void everyServiceSaysWhichBuildItIs() throws Exception {
    JsonNode info = JSON.readTree(service("thermal").get("/q/info"));

    assertThat(info.get("service").asText()).isEqualTo("thermal-service");
    assertThat(info.get("version").asText()).startsWith(info.get("release").asText());
  }

  @Test
  @Order(8)
  void aBrokerThatAcceptsNeitherThePasswordNorTheProtocolIsNamedInPlainWords() throws Exception {
    Map<String, String> right = client(broker.user("visitor", "visitor-password"));
    Map<String, String> wrongPassword = new HashMap<>(right);
    wrongPassword.put(
        "sasl.jaas.config",
        Objects.requireNonNull(right.get("sasl.jaas.config")).replace("visitor-password", "wr0ng"));
    Map<String, String> withoutTrust = new HashMap<>(right);
    withoutTrust.keySet().removeIf(name -> name.startsWith("ssl.truststore"));

    assertThat(obstacle(wrongPassword))
        .contains("the broker does not accept who we say we are (SASL)")
        .doesNotContain("wr0ng", "Exception");
    assertThat(obstacle(withoutTrust)).contains("TLS fails: ").doesNotContain("Exception");
    assertThat(obstacle(Map.of())).contains("it takes the connection, and does not answer");
  }

  /** What a service would say of a broker that it is told of in this way. */
  private String obstacle(Map<String, String> client) throws InterruptedException {
    KafkaSettings settings =
        new KafkaSettings(
            broker.securedAddress(),
            new TopicSettings(1, (short) 1, (short) 1, PATIENCE, PATIENCE),
            PATIENCE,
            PATIENCE,
            client);
    ServiceTopics topics =
        new ServiceTopics(settings, List.of(), List.of(FAILED), Optional.empty());
    assertThatExceptionOfType(LogException.class).isThrownBy(topics::prepare);
    return topics.obstacle().orElseThrow();
  }

  /** Variables as the properties that they set. */
  private static Map<String, String> client(Map<String, String> variables) {
    String prefix = "NIGHTJAR_KAFKA_CLIENT__";
    return variables.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith(prefix))
        .collect(
            Collectors.toMap(
                variable ->
                    variable
                        .getKey()
                        .substring(prefix.length(), variable.getKey().length() - 1)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'),
                Map.Entry::getValue));
  }

  /** Every one of our meters is described, and every described one is there or a counter so far. */
  @Test
  @Order(7)
  void everyServiceShowsTheMetersThatThePageDescribes() throws Exception {
    for (Map.Entry<String, ServiceProcess> service : services.entrySet()) {
      MetricFamilies shown = MetricFamilies.read(service.getValue().get("/q/metrics"));

      assertThat(shown.undescribed()).as("without HELP in " + service.getKey()).isEmpty();
      assertThat(shown.families())
          .as("meters of " + service.getKey())
          .isSubsetOf(expected(service.getKey(), meter -> true))
          .containsAll(expected(service.getKey(), meter -> meter.labels().isEmpty()));
    }
  }

  private static List<MetricFamilies.Family> expected(
      String service, Predicate<PipelineMeter> which) {
    return Arrays.stream(PipelineMeter.values())
        .filter(meter -> isOf(meter, service))
        .filter(which)
        .map(MetricFamilies.Family::of)
        .toList();
  }

  private static boolean isOf(PipelineMeter meter, String service) {
    return switch (meter.where()) {
      case ALL -> true;
      case INGEST -> service.equals("ingest");
      case WORKERS -> !service.equals("ingest");
    };
  }

  /** What docs/classifiers.md promises; it comes last, as what is refused is a denial, too. */
  @Test
  @Order(9)
  void aClassifierNeedsThreeRightsAndHasNoOthers() throws Exception {
    // Kafka's client writes the number of SCRAM's iterations in the digits of the locale.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(classifier, new StringDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(classifier, new StringSerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(CREATED));
      ConsumerRecords<String, byte[]> heard =
          await("events of what was made")
              .atMost(PATIENCE)
              .until(() -> consumer.poll(Duration.ofMillis(100)), some -> !some.isEmpty());
      consumer.commitSync();
      String recording = heard.iterator().next().key();

      producer.send(new ProducerRecord<>(CLASSIFIED, recording, new byte[0])).get();

      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>(CREATED, recording, new byte[0])).get())
          .hasCauseInstanceOf(TopicAuthorizationException.class);
    } finally {
      Locale.setDefault(
          Locale.Category.FORMAT,
          Locale.of(System.getProperty("user.language"), System.getProperty("user.country", "")));
    }
  }

  private Map<String, Object> classifier() throws Exception {
    Map<String, Object> properties =
        new HashMap<>(client(broker.user("classifier", "classifier-password")));
    properties.put("bootstrap.servers", broker.securedAddress());
    properties.put("group.id", "warm-mover");
    properties.put("auto.offset.reset", "earliest");
    return properties;
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
    ServiceProcess process =
        new ServiceProcess(
            service, 256, folder, broker.embedded(), broker.embedded().addresses().storeEndpoint());
    services.put(name, process.withNothingBut(asThePageTells(service, name, process)));
  }

  /** The variables of docs/deployment.md, with this broker and store in the examples' place. */
  private Map<String, String> asThePageTells(String service, String user, ServiceProcess process)
      throws Exception {
    EmbeddedOptions store = broker.embedded().options();
    Map<String, String> ofBroker = broker.user(user, user + "-password");
    Map<String, String> places =
        Map.of(
            "kafka-1.example.org:9093,kafka-2.example.org:9093",
            Objects.requireNonNull(ofBroker.get("NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS")),
            "USER",
            user,
            "PASSWORD",
            user + "-password",
            "/etc/nightjar/broker-ca.pem",
            Objects.requireNonNull(ofBroker.get("NIGHTJAR_KAFKA_CLIENT__SSL_TRUSTSTORE_LOCATION_")),
            "https://s3.example.org",
            broker.embedded().addresses().storeEndpoint().toString(),
            "ACCESS-KEY",
            store.accessKey(),
            "SECRET-KEY",
            store.secretKey(),
            "/etc/nightjar/token-keys.json",
            process.tokenKeys().toString());
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, String> told : DeploymentPage.variables(service).entrySet()) {
      String value = told.getValue();
      for (Map.Entry<String, String> place : places.entrySet()) {
        value = value.replace(place.getKey(), place.getValue());
      }
      assertThat(value).as(told.getKey()).doesNotContain("example.org", "/etc/");
      variables.put(told.getKey(), value);
    }
    variables.put("NIGHTJAR_KAFKA_REPLICATION_FACTOR", "1"); // "On a single broker"
    return variables;
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
