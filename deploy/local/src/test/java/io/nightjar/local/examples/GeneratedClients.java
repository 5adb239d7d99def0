package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.examples.ChildProgram.Result;
import io.nightjar.local.system.Script;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Clients that are generated from the running service's description, by the commands that
 * docs/api.md tells people. The generator and what a Java client needs come from Maven; they run in
 * processes of their own.
 */
final class GeneratedClients {
  private static final Path CLIENTS = Script.ROOT.resolve("deploy/local/target/clients");
  private static final Path CALLER =
      Script.ROOT.resolve("deploy/local/src/test/clients/CallEveryOperation.java");
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  private final Path folder;
  private final PythonEnvironment python;
  private final Map<String, String> environment;

  /**
   * Clients in a folder.
   *
   * @param stack for which they are
   */
  GeneratedClients(Path folder, PythonEnvironment python, ExampleStack stack) throws IOException {
    this.folder = folder;
    this.python = python;
    this.environment = new TreeMap<>(stack.environment());
    environment.put(
        "PATH",
        String.join(
            File.pathSeparator,
            python.programs().toString(),
            BIN.toString(),
            System.getenv("PATH")));
    // All that the Python client needs is installed: pip fetches nothing.
    environment.put("PIP_NO_INDEX", "1");
    environment.put("PIP_NO_BUILD_ISOLATION", "no");
    try (Stream<Path> generator = Files.list(CLIENTS.resolve("generator"))) {
      for (Path jar : generator.toList()) {
        Files.createSymbolicLink(folder.resolve(jar.getFileName()), jar);
      }
    }
  }

  /** Makes the client of a language, and installs it, if it is Python. */
  void generate(String language) throws IOException, InterruptedException {
    List<String> commands =
        SHELL
            .matcher(Files.readString(Script.ROOT.resolve("docs/api.md")))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("generate ") && block.contains(" -g " + language))
            .toList();
    assertThat(commands).as("commands for " + language + " in docs/api.md").hasSize(1);
    run(List.of("sh", "-e", "-c", commands.getFirst())).succeeded();
  }

  /** Calls every operation with the Python client; its last line says how many there are. */
  Result callWithPython() throws IOException, InterruptedException {
    return run(
        List.of(
            python.python().toString(),
            PythonEnvironment.script("call_every_operation.py").toString(),
            ExampleStack.FIXTURES.toString()));
  }

  /** Compiles the Java client. */
  void compileJava() throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                BIN.resolve("javac").toString(), "-nowarn", "-cp", libraries(), "-d", "classes"));
    try (Stream<Path> sources = Files.walk(folder.resolve("nightjar-java/src/main/java"))) {
      sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(command::add);
    }
    command.add(CALLER.toString());
    run(command).succeeded();
  }

  /** Calls every operation with the Java client; its last line says how many there are. */
  Result callWithJava() throws IOException, InterruptedException {
    return run(
        List.of(
            BIN.resolve("java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            "classes" + File.pathSeparator + libraries(),
            "CallEveryOperation",
            ExampleStack.FIXTURES.toString()));
  }

  private static String libraries() {
    return CLIENTS.resolve("lib") + File.separator + "*";
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    return ChildProgram.run(command, folder, environment, PATIENCE);
  }
}
