package io.nightjar.local.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.event.TracksClassified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples that look at thermal recordings, from a camera's upload to what they say. */
@Tag("process")
@Tag("python")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifierExampleTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path SCRIPT = ROOT.resolve("docs/examples/classify_thermal.py");
  private static final Path READER = ROOT.resolve("docs/examples/read_thermal.py");
  private static final Pattern IN_SIGHT = Pattern.compile("frames ([0-9]+) to ([0-9]+)");
  private static final Path FIXTURES = ROOT.resolve("fixtures/recordings");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedProcess embedded;
  private ServiceProcess ingest;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data")));
    opened.add(embedded);
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : List.of("ingest-service", "thermal-service", "thumbnail-service")) {
      services.add(
          new ServiceProcess(name, 256, folder, embedded, embedded.addresses().storeEndpoint()));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    ingest = services.getFirst();
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @Test
  void findsTheAnimalAndSaysSoTheSameEachTime() throws Exception {
    Camera camera = ingest.camera("classified");
    String id = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));

    classify(camera, "first");
    classify(camera, "second");

    List<ConsumerRecord<String, byte[]>> answers = answers(id);
    assertThat(answers).hasSize(2);
    ConsumerRecord<String, byte[]> answer = answers.getFirst();
    assertThat(schema().validate(new String(answer.value(), UTF_8), InputFormat.JSON)).isEmpty();
    assertThat(EventCodec.decode(answer, EventType.TRACKS_CLASSIFIED, TracksClassified.class))
        .isInstanceOf(EventCodec.Understood.class);
    assertThat(TopicReader.header(answer, "ce_subject")).isEqualTo(id);
    assertSurroundsTheAnimal(JSON.readTree(answer.value()));
    ConsumerRecord<String, byte[]> again = answers.getLast();
    assertThat(again.value()).isEqualTo(answer.value());
    assertThat(TopicReader.header(again, "ce_id")).isEqualTo(TopicReader.header(answer, "ce_id"));
  }

  /** By expected.json the animal is in sight from frame 9 to 90; 45 frames follow a correction. */
  @Test
  void aProgramWithNumpyReadsWhatMovesAndWhen() throws Exception {
    Camera camera = ingest.camera("classified");
    String id = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));
    camera.outcome(id);

    String said = run(READER, camera, id).out();

    assertThat(said)
        .startsWith("91 frames, 1 of them background\n")
        .contains(", 45 frames soon after a correction\n");
    assertThat(said.lines()).filteredOn(line -> line.startsWith("track ")).hasSize(1);
    Matcher track = IN_SIGHT.matcher(said);
    assertThat(track.find()).as(said).isTrue();
    assertThat(Integer.parseInt(track.group(1))).as("blurred: a frame more").isBetween(8, 12);
    assertThat(Integer.parseInt(track.group(2))).isBetween(88, 90);
  }

  /** As another process of a group that has seen nothing yet. */
  private void classify(Camera camera, String group) throws Exception {
    run(SCRIPT, camera, "--count", "1", "--group", group);
  }

  private ChildProgram.Result run(Path script, Camera camera, String... arguments)
      throws Exception {
    Map<String, String> environment =
        Map.of(
            "NIGHTJAR_URL", ingest.address().toString(),
            "NIGHTJAR_TOKEN", camera.token(),
            "NIGHTJAR_BOOTSTRAP_SERVERS", embedded.addresses().bootstrapServers());
    return PythonEnvironment.prepare().run(script, environment, PATIENCE, arguments).succeeded();
  }

  private List<ConsumerRecord<String, byte[]>> answers(String id) {
    String servers = embedded.addresses().bootstrapServers();
    try (TopicReader reader = new TopicReader(servers, Topics.TRACKS_CLASSIFIED)) {
      return reader.of(id);
    }
  }

  /** In most frames that show it, most of the box is the animal's and most of the animal in it. */
  private static void assertSurroundsTheAnimal(JsonNode answer) throws IOException {
    JsonNode positions = answer.at("/tracks/0/positions");
    assertThat(answer.get("tracks")).hasSize(1);
    assertThat(answer.at("/tracks/0/labels/0/label").asText()).isEqualTo("animal");
    int right = 0;
    JsonNode animals =
        JSON.readTree(FIXTURES.resolve("expected.json").toFile()).at("/recordings/0/truth/animal");
    for (JsonNode animal : animals) {
      for (JsonNode box : positions) {
        if (box.get("frame").equals(animal.get("frame")) && overlap(box, animal) > 0.5) {
          right++;
        }
      }
    }
    assertThat(right).isGreaterThan(animals.size() * 3 / 4);
    assertThat(positions.size()).isLessThanOrEqualTo(animals.size());
  }

  /** What two boxes share, as a part of what they cover together. */
  private static double overlap(JsonNode one, JsonNode other) {
    double shared = shared(one, other, "x", "width") * shared(one, other, "y", "height");
    return shared / (area(one) + area(other) - shared);
  }

  private static double shared(JsonNode one, JsonNode other, String from, String length) {
    double start = Math.max(one.get(from).asDouble(), other.get(from).asDouble());
    double end =
        Math.min(
            one.get(from).asDouble() + one.get(length).asDouble(),
            other.get(from).asDouble() + other.get(length).asDouble());
    return Math.max(0, end - start);
  }

  private static double area(JsonNode box) {
    return box.get("width").asDouble() * box.get("height").asDouble();
  }

  private static Schema schema() throws IOException {
    Path file = ROOT.resolve("docs/events/" + EventType.TRACKS_CLASSIFIED + ".schema.json");
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(file), InputFormat.JSON);
  }
}
