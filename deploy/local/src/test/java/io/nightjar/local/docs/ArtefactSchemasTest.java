package io.nightjar.local.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.local.crash.Camera;
import io.nightjar.local.crash.ServiceProcess;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the services make of every fixture follows docs/artefacts, to the last field. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArtefactSchemasTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final Path DOCS = ROOT.resolve("docs/artefacts");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Documents by what their schema is called. */
  private static final List<String> DOCUMENTS =
      List.of("metadata", "telemetry", "tracks", "audio", "manifest");

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Map<String, String> documents = new TreeMap<>();

  /** Everything is uploaded once; what stands in the store then is looked at. */
  @BeforeAll
  void workOnEveryFixture(@TempDir Path folder) throws Exception {
    EmbeddedProcess embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data")));
    opened.add(embedded);
    List<ServiceProcess> services = new ArrayList<>();
    for (String name : List.of("ingest", "thermal", "thumbnail", "audio")) {
      services.add(
          new ServiceProcess(
              name + "-service", 256, folder, embedded, embedded.addresses().storeEndpoint()));
    }
    opened.addAll(services);
    services.parallelStream().forEach(ServiceProcess::start);
    Camera camera = services.getFirst().camera("fixtures");
    List<String> ids = new ArrayList<>();
    for (Path file : fixtures()) {
      camera.upload(Files.readAllBytes(file)).ifPresent(ids::add); // some are no recording at all
    }
    assertThat(ids).hasSizeGreaterThan(30);
    ids.forEach(camera::outcome);
    try (ObjectStore store = store(embedded)) {
      List<String> keys = new ArrayList<>();
      store.list("derived/", object -> keys.add(object.key()));
      for (String key : keys) {
        if (key.endsWith(".json")) {
          documents.put(key, new String(store.find(key, 1 << 20).orElseThrow(), UTF_8));
        }
      }
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  private static List<Path> fixtures() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("fixtures/recordings", "fixtures/odd")) {
      try (Stream<Path> found = Files.list(ROOT.resolve(folder))) {
        found
            .filter(file -> file.toString().matches(".*\\.(cptv|wav|m4a)"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }

  @Test
  void everyDocumentHasNoFieldButThoseThatItsSchemaNames() throws IOException {
    Map<String, Schema> schemas = new TreeMap<>();
    for (String name : DOCUMENTS) {
      schemas.put(name, strict(name));
    }
    List<String> wrong = new ArrayList<>();
    documents.forEach(
        (key, document) ->
            Objects.requireNonNull(schemas.get(kind(key).orElseThrow()))
                .validate(document, InputFormat.JSON)
                .forEach(error -> wrong.add(key + ": " + error)));

    assertThat(wrong).isEmpty();
    assertThat(documents.keySet().stream().map(key -> kind(key).orElseThrow()).distinct())
        .containsExactlyInAnyOrderElementsOf(DOCUMENTS);
  }

  @Test
  void aFieldThatIsNotNamedIsFound() throws IOException {
    for (Map.Entry<String, String> document : documents.entrySet()) {
      ObjectNode more = (ObjectNode) JSON.readTree(document.getValue());
      more.put("unheardOf", 1);

      assertThat(
              strict(kind(document.getKey()).orElseThrow())
                  .validate(more.toString(), InputFormat.JSON))
          .isNotEmpty();
    }
  }

  @Test
  void thePageNamesEveryArtefact() throws IOException {
    String page = Files.readString(DOCS.resolve("README.md"));
    TreeSet<String> names = new TreeSet<>();
    for (Map.Entry<String, String> document : documents.entrySet()) {
      for (JsonNode artefact : JSON.readTree(document.getValue()).path("artefacts")) {
        names.add(artefact.get("name").asText().replaceFirst("^track-\\d+-", "track-{id}-"));
      }
    }

    assertThat(names)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  /** Artefacts' keys have their content's digest in front of their name. */
  private static Optional<String> kind(String key) {
    return DOCUMENTS.stream().filter(name -> key.endsWith(name + ".json")).findFirst();
  }

  /** A schema that lets nothing grow: each object has the members that it names and no others. */
  private static Schema strict(String name) throws IOException {
    JsonNode schema = JSON.readTree(DOCS.resolve(name + ".schema.json").toFile());
    close(schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema.toString(), InputFormat.JSON);
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object
        && object.path("type").asText().equals("object")
        && object.has("properties")) {
      object.put("additionalProperties", false);
    }
    node.forEach(ArtefactSchemasTest::close);
  }

  private static ObjectStore store(EmbeddedProcess embedded) {
    return new MinioObjectStore(
        new StoreSettings(
            embedded.addresses().storeEndpoint(),
            "us-east-1",
            "nightjar",
            embedded.options().accessKey(),
            embedded.options().secretKey(),
            Duration.ofSeconds(30)));
  }
}
