package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.examples.ChildProgram.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
@Tag("python")
class PythonEnvironmentTest {
  private static final Duration SOON = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void aScriptRunsWithThePinnedPackages() throws Exception {
    Path script =
        Files.writeString(
            folder.resolve("versions.py"),
            """
            import os, sys
            from importlib.metadata import version
            print(version("numpy"), os.environ["GIVEN"], sys.argv[1])
            """);

    Result result =
        PythonEnvironment.prepare().run(script, Map.of("GIVEN", "a value"), SOON, "an argument");

    assertThat(result.succeeded().out()).isEqualTo("2.4.6 a value an argument\n");
  }

  @Test
  void everyPackageThatOneNeedsIsPinned() throws Exception {
    PythonEnvironment environment = PythonEnvironment.prepare();

    Result check =
        environment.run(
            environment.programs().resolve("pip"), Map.of(), SOON, "check", "--no-color");

    assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
  }

  @Test
  void aScriptThatDoesNotEndFailsTheTest() throws Exception {
    Path script = Files.writeString(folder.resolve("endless.py"), "while True: pass");
    PythonEnvironment environment = PythonEnvironment.prepare();

    assertThatThrownBy(() -> environment.run(script, Map.of(), Duration.ofMillis(300)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("endless.py")
        .hasMessageContaining("did not end");
  }
}
