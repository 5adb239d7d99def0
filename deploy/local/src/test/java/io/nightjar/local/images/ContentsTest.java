package io.nightjar.local.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of what an image holds, as deploy/images/Contents.java writes it of a built program. */
@Tag("process")
class ContentsTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMAS = "http://cyclonedx.org/schema/";
  private static final String C_LIBRARY = "pkg:deb/debian/libc6@2.36-9%2Bdeb12u13?arch=amd64";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audio-service/target/quarkus-app",
        "ingest-service/target/quarkus-app",
        "deploy/embedded/target/embedded"
      })
  void isAsTheSchemaOfCycloneDxAsks(String program) throws Exception {
    JsonNode contents = JSON.readTree(contents(program));

    assertThat(schema().validate(contents.toString(), InputFormat.JSON)).isEmpty();
  }

  @Test
  void aComponentOfAKindThatCycloneDxDoesNotKnowWouldBeFound() throws Exception {
    String contents = contents("deploy/embedded/target/embedded");

    assertThat(
            schema()
                .validate(
                    contents.replace("\"type\":\"library\"", "\"type\":\"jar\""), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void namesEveryJarAndThePackagesOfTheSystem() throws Exception {
    Path folder = ROOT.resolve("audio-service/target/quarkus-app");
    long jars;
    try (var files = Files.walk(folder)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).count();
    }

    JsonNode contents = JSON.readTree(contents("audio-service/target/quarkus-app"));

    List<String> urls =
        contents.get("components").valueStream().map(each -> each.get("purl").asText()).toList();
    assertThat(urls)
        .hasSize((int) jars + 1)
        .doesNotHaveDuplicates()
        .contains(C_LIBRARY)
        .anyMatch(url -> url.startsWith("pkg:maven/org.apache.kafka/kafka-clients@"))
        .anyMatch(url -> url.startsWith("pkg:maven/org.bytedeco/ffmpeg@"));
  }

  @Test
  void isTheSameEachTime() throws Exception {
    assertThat(contents("ingest-service/target/quarkus-app"))
        .isEqualTo(contents("ingest-service/target/quarkus-app"));
  }

  private static String contents(String program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ROOT.resolve("deploy/images/Contents.java").toString(),
                "a-service",
                ROOT.resolve(program).toString(),
                "1767225600",
                C_LIBRARY)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String written = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return written;
  }

  private static Schema schema() throws IOException {
    Map<String, String> schemas = new HashMap<>();
    for (String name : List.of("bom-1.6.schema.json", "spdx.schema.json", "jsf-0.82.schema.json")) {
      schemas.put(SCHEMAS + name, resource(name));
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_7, builder -> builder.schemas(schemas));
    return registry.getSchema(SchemaLocation.of(SCHEMAS + "bom-1.6.schema.json"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ContentsTest.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
