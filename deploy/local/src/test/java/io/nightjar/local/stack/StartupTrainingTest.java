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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("process")
class StartupTrainingTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));

  static Stream<Arguments> programs() {
    var programs = new Programs(new StackFolder(ROOT), ROOT);
    return Stream.concat(
        LocalStack.names().stream().map(name -> Arguments.of(name, programs.built(name))),
        Stream.of(Arguments.of("command line", Programs.commandLine(ROOT))));
  }

  /** With {@code AOTMode=on} a JVM ends at once if it can't use the cache that it is told. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void everyPackagedProgramHasAClassCacheThatTheJvmTakes(String name, Path jar) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
    command.addAll(StartupCache.options(jar));
    command.addAll(List.of("-XX:AOTMode=on", "-XX:+UseSerialGC", "-cp", jar.toString()));
    if (!name.endsWith("-service")) {
      command.add("--enable-native-access=ALL-UNNAMED"); // has to be as in its training
    }
    command.add("-version");

    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), UTF_8);

    assertThat(command).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    assertThat(java.waitFor()).as(said).isZero();
  }
}
