package io.nightjar.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What kustomize makes of a folder. The tests use the program {@code kustomize} or {@code kubectl},
 * as operators do, and are passed over where a machine has neither; on CI that is a failure.
 *
 * @param objects in the order of the output
 */
record Rendering(List<JsonNode> objects) {
  static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path FOLDER = ROOT.resolve("deploy/kubernetes");
  private static final Map<String, Rendering> MADE = new ConcurrentHashMap<>();

  /** Everything that is shipped, by the folders that render it. */
  static Stream<String> folders() {
    return Stream.of(
        "overlays/evaluation",
        "overlays/evaluation-keda",
        "overlays/production",
        "src/test/kustomize/every-component",
        "src/test/kustomize/without-keda");
  }

  /** What a folder below {@code deploy/kubernetes} makes. */
  static Rendering of(String folder) {
    return MADE.computeIfAbsent(folder, Rendering::render);
  }

  /** The objects of a kind. */
  List<JsonNode> all(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The names of the objects of a kind. */
  List<String> names(String kind) {
    return all(kind).stream().map(Rendering::name).toList();
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  /** The elements of a list, or of a map its values. */
  static Stream<JsonNode> elements(JsonNode list) {
    return list.valueStream();
  }

  private static Rendering render(String folder) {
    Optional<List<String>> program = program();
    if (program.isEmpty() && System.getenv("CI") == null) {
      Assumptions.abort("neither kustomize nor kubectl is on the PATH");
    }
    try {
      Process process =
          new ProcessBuilder(
                  Stream.concat(program.orElseThrow().stream(), Stream.of(folder)).toList())
              .directory(FOLDER.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("kustomize can't render " + folder);
      }
      try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
        return new Rendering(documents.readAll());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Optional<List<String>> program() {
    return Stream.of(List.of("kustomize", "build"), List.of("kubectl", "kustomize"))
        .filter(command -> onPath(command.getFirst()))
        .findFirst();
  }

  private static boolean onPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
