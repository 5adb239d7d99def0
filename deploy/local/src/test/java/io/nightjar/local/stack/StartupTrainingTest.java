package io.nightjar.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.embedded.StartupCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("process")
class StartupTrainingTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));

  static Stream<String> programs() {
    return LocalStack.names().stream();
  }

  /** With {@code AOTMode=on} a JVM ends at once if it can't use the cache that it is told. */
  @ParameterizedTest
  @MethodSource("programs")
  void everyPackagedProgramHasAClassCacheThatTheJvmTakes(String name) throws Exception {
    Path jar = new Programs(new StackFolder(ROOT), ROOT).built(name);
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(StartupCache.options(jar));
    command.addAll(List.of("-XX:AOTMode=on", "-XX:+UseSerialGC", "-cp", jar.toString()));
    if (name.equals(LocalStack.EMBEDDED)) {
      command.add("--enable-native-access=ALL-UNNAMED"); // has to be as in its training
    }
    command.add("-version");

    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), UTF_8);

    assertThat(command).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    assertThat(java.waitFor()).as(said).isZero();
  }
}
