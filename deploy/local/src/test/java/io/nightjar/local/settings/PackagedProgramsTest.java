package io.nightjar.local.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the packaged programs hold before any of them runs. */
class PackagedProgramsTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));
  private static final String LAUNCHER = "io.nightjar.launcher.Launcher";

  /** The class file version of Java 8; each later version adds one. */
  private static final int JAVA_8 = 52;

  /** So a Java that is too old can say what is missing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest-service/target/quarkus-app/quarkus-run.jar",
        "thermal-service/target/quarkus-app/quarkus-run.jar",
        "audio-service/target/quarkus-app/quarkus-run.jar",
        "thumbnail-service/target/quarkus-app/quarkus-run.jar",
        "deploy/embedded/target/embedded/nightjar-embedded.jar",
        "deploy/local/target/cli/nightjar-local.jar"
      })
  void beginWithAClassThatEveryJavaCanRun(String program) throws IOException {
    Path jar = ROOT.resolve(program);

    assertThat(attribute(jar, "Main-Class")).isEqualTo(LAUNCHER);
    assertThat(versionOf(LAUNCHER, launcherOf(jar))).isEqualTo(JAVA_8);
  }

  private static Path launcherOf(Path program) throws IOException {
    return Stream.of(attribute(program, "Class-Path").split(" "))
        .filter(entry -> entry.contains("nightjar-launcher"))
        .map(entry -> Objects.requireNonNull(program.getParent()).resolve(entry))
        .findFirst()
        .orElseThrow();
  }

  private static String attribute(Path jar, String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue(name);
    }
  }

  private static int versionOf(String name, Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        DataInputStream header =
            new DataInputStream(
                file.getInputStream(file.getEntry(name.replace('.', '/') + ".class")))) {
      header.readInt(); // the magic number
      header.readUnsignedShort(); // the minor version
      return header.readUnsignedShort();
    }
  }

  /** A mapping that its module does not name would be read, and not checked with the others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "libs/runtime",
        "libs/worker",
        "libs/ffmpeg",
        "ingest-service",
        "thermal-service",
        "audio-service",
        "thumbnail-service"
      })
  void nameEveryMappingOfTheirSettings(String module) throws IOException {
    List<String> named =
        Files.readAllLines(
            ROOT.resolve(module).resolve("src/main/resources/META-INF/nightjar/settings"));

    assertThat(new TreeSet<>(named)).isEqualTo(mappings(ROOT.resolve(module)));
  }

  @Test
  void haveNoMappingsElsewhere() throws IOException {
    assertThat(mappings(ROOT.resolve("libs/pipeline"))).isEmpty();
  }

  private static Set<String> mappings(Path module) throws IOException {
    Path sources = module.resolve("src/main/java");
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains("@ConfigMapping(prefix")) {
          names.add(
              sources.relativize(file).toString().replace('/', '.').replaceAll("\\.java$", ""));
        }
      }
    }
    return names;
  }
}
