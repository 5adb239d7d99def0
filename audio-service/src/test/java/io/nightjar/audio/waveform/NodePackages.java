package io.nightjar.audio.waveform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The packages of Node that {@code src/test/node} pins, for tests by the programs of others. npm
 * fetches them, as it is configured on this machine, into {@code target}. Only a machine without
 * Node is excused; if they can't be fetched, the test fails.
 */
final class NodePackages {
  private static final Path MODULE =
      Path.of(System.getProperty("nightjar.root", "..")).resolve("audio-service").toAbsolutePath();
  private static final List<String> PINS = List.of("package.json", "package-lock.json");

  private NodePackages() {}

  /** How a program ended, and all that it wrote. */
  record Said(int code, String text) {}

  /** The folder in which programs find the packages. */
  static Path installed() throws IOException, InterruptedException {
    assumeTrue(isThere("node") && isThere("npm"), "there is no Node with npm here");
    Path folder = Files.createDirectories(MODULE.resolve("target/node"));
    for (String file : PINS) {
      Files.copy(
          MODULE.resolve("src/test/node").resolve(file),
          folder.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Said said = run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    assertThat(said.code()).as(said.text()).isZero();
    return folder;
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return run(MODULE, program, "--version").code() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program to its end. */
  static Said run(Path folder, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }
}
