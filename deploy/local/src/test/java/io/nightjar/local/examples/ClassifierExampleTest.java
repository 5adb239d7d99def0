package io.nightjar.local.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightjar.embedded.TopicReader;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.event.DeadLetter;
import io.nightjar.local.event.DeadLetterReader;
import io.nightjar.pipeline.event.Event;
import io.nightjar.pipeline.event.EventCodec;
import io.nightjar.pipeline.event.EventType;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.event.TracksClassified;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
  private static final Path SCRIPT = ROOT.resolve("docs/examples/classifier.py");
  private static final Path READER = ROOT.resolve("docs/examples/read_thermal.py");
  private static final Pattern IN_SIGHT = Pattern.compile("frames ([0-9]+) to ([0-9]+)");
  private static final Path FIXTURES = ROOT.resolve("fixtures/recordings");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private RenderingStack stack;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = new RenderingStack(folder);
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  @Test
  void findsTheAnimalAndSaysSoTheSameEachTime() throws Exception {
    Camera camera = stack.camera("classified");
    String id = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));

    classify(camera, id, "first");
    classify(camera, id, "second");

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
    assertThat(camera.outcome(id).get("answers")).as("a repeat has no second effect").hasSize(1);
    assertThat(events(Topics.ARTEFACT_CREATED, EventType.RECORDING_CLASSIFIED, id).distinct())
        .hasSize(1);
  }

  /** The answer stands in the recording; its thumbnails stand beside those of before. */
  @Test
  void whatAClassifierSaysIsKeptAndItsThumbnailsFollow() throws Exception {
    Camera camera = stack.camera("followed");
    String id = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));
    String before = stage(camera.outcome(id), "thumbnail").get("version").asText();

    String said = classify(camera, id, "followed");

    assertThat(said).contains(id + " thumbnail: track ");
    JsonNode recording = camera.outcome(id);
    JsonNode kept = recording.get("answers").get(0);
    assertThat(kept.get("classifier").asText()).isEqualTo("warm-mover");
    assertThat(kept.at("/tracks/0/label").asText()).isEqualTo("animal");
    assertThat(recording.get("status").asText()).isEqualTo("completed");
    assertThat(stage(recording, "thumbnail").get("version").asText()).isNotEqualTo(before);
    assertThat(recording.get("artefacts").valueStream().map(each -> each.get("name").asText()))
        .contains("track-" + kept.at("/tracks/0/id").asInt() + "-64.png", "thumbnail-320.png");
    List<JsonNode> rendered =
        data(Topics.ARTEFACT_CREATED, EventType.THUMBNAIL_RENDERED, id).stream()
            .distinct()
            .toList();
    assertThat(rendered).hasSize(2);
    assertThat(rendered.getLast().at("/summary/reason").asText()).isEqualTo("classified");
    assertThat(rendered.getLast().at("/summary/followed/classifier/name").asText())
        .isEqualTo("warm-mover");
  }

  /** Whoever answers about what there is not is told so, and the recording stays as it was. */
  @Test
  void anAnswerAboutATrackThatThereIsNotIsADeadLetterAndAnnounced() throws Exception {
    Camera camera = stack.camera("mistaken");
    String id = camera.uploadStubbornly(Files.readAllBytes(FIXTURES.resolve("hedgehog.cptv")));
    JsonNode before = camera.outcome(id);

    publish(answer(id, stage(before, "thermal").get("version").asText(), 4711));

    List<JsonNode> failed =
        await()
            .atMost(PATIENCE)
            .until(
                () -> data(Topics.RECORDING_FAILED, EventType.RECORDING_FAILED, id),
                events -> !events.isEmpty());
    assertThat(failed.getFirst().get("stage").asText()).isEqualTo("classified");
    assertThat(failed.getFirst().get("code").asText()).isEqualTo("unknown-track");
    assertThat(failed.getFirst().get("detail").asText()).contains("no track 4711");
    assertThat(stack.records(Topics.deadLetters("thumbnail-service"), id))
        .extracting(letter -> TopicReader.header(letter, "nightjar_cause"))
        .containsExactly("unknown-track");
    assertThat(camera.outcome(id)).isEqualTo(before);
  }

  /** As {@code ./nightjar dead-letters --source mistaken} lists it. */
  @Test
  void whoAnswersAboutARecordingThatThereIsNotFindsTheAnswerAmongTheDeadLetters() throws Exception {
    String nowhere = "01900000-0000-7000-8000-000000004711";

    publish(answer(nowhere, "1-00000000", 1));

    DeadLetter letter =
        await()
            .atMost(PATIENCE)
            .until(() -> deadLetters(nowhere), letters -> !letters.isEmpty())
            .getFirst();
    assertThat(letter.service()).isEqualTo("thumbnail-service");
    assertThat(letter.cause()).isEqualTo("unknown-recording");
    assertThat(letter.source()).isEqualTo("/classifiers/mistaken");
    assertThat(letter.detail()).isNotEmpty();
    assertThat(letter.event().orElseThrow().data().at("/tracks/0/labels/0/label").asText())
        .as("as it was sent")
        .isEqualTo("yeti");
  }

  private List<DeadLetter> deadLetters(String key) {
    List<DeadLetter> letters = new ArrayList<>();
    new DeadLetterReader(stack.bootstrapServers())
        .read(
            List.of("ingest-service", "thumbnail-service"),
            letter -> {
              if (letter.key().equals(key)) {
                letters.add(letter);
              }
            });
    return letters;
  }

  /** By expected.json the animal is in sight from frame 9 to 90; 45 frames follow a correction. */
  @Test
  void aProgramWithNumpyReadsWhatMovesAndWhen() throws Exception {
    Camera camera = stack.camera("classified");
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
  private String classify(Camera camera, String id, String group) throws Exception {
    return run(SCRIPT, camera, "--count", "1", "--group", group, "--recording", id).out();
  }

  private ChildProgram.Result run(Path script, Camera camera, String... arguments)
      throws Exception {
    Map<String, String> environment =
        Map.of(
            "NIGHTJAR_URL", stack.address().toString(),
            "NIGHTJAR_TOKEN", camera.token(),
            "NIGHTJAR_BOOTSTRAP_SERVERS", stack.bootstrapServers());
    return PythonEnvironment.prepare().run(script, environment, PATIENCE, arguments).succeeded();
  }

  private List<ConsumerRecord<String, byte[]>> answers(String id) {
    return stack.records(Topics.TRACKS_CLASSIFIED, id);
  }

  /** The ids of the events of a type. */
  private Stream<String> events(String topic, String type, String id) {
    return stack.records(topic, id).stream()
        .filter(event -> TopicReader.header(event, "ce_type").equals(type))
        .map(event -> TopicReader.header(event, "ce_id"));
  }

  /** What the events of a type say. */
  private List<JsonNode> data(String topic, String type, String id) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> event : stack.records(topic, id)) {
      if (TopicReader.header(event, "ce_type").equals(type)) {
        all.add(JSON.readTree(event.value()));
      }
    }
    return all;
  }

  private static JsonNode stage(JsonNode recording, String name) {
    return recording
        .get("stages")
        .valueStream()
        .filter(stage -> stage.get("stage").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static TracksClassified answer(String id, String version, int track) {
    return new TracksClassified(
        RecordingId.parse(id).orElseThrow(),
        new TracksClassified.Classifier("mistaken", "1"),
        Optional.of(new TracksClassified.LookedAt("thermal", version, "tracks.json")),
        List.of(
            new TracksClassified.Track(
                track, List.of(), List.of(new TracksClassified.Label("yeti", 1)))));
  }

  private void publish(TracksClassified answer) throws Exception {
    Event<TracksClassified> event =
        new Event<>(
            "5a0c7a0e-7a0f-5c1e-9a60-0f6a5b1d9c11",
            EventType.TRACKS_CLASSIFIED,
            "/classifiers/mistaken",
            Instant.parse("2026-03-04T12:00:00Z"),
            TraceContext.current(),
            answer);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(EventCodec.encode(Topics.TRACKS_CLASSIFIED, event)).get();
    }
  }

  /** In most frames that show it, most of the box is the animal's and most of the animal in it. */
  private static void assertSurroundsTheAnimal(JsonNode answer) throws IOException {
    List<JsonNode> labelled =
        answer
            .get("tracks")
            .valueStream()
            .filter(track -> track.at("/labels/0/label").asText().equals("animal"))
            .toList();
    assertThat(labelled).hasSize(1);
    JsonNode positions = labelled.getFirst().get("positions");
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
    assertThat(positions.size())
        .as("blurred: a frame more")
        .isLessThanOrEqualTo(animals.size() + 1);
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
