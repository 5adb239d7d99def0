package io.nightjar.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Calls kubectl, in one namespace of one cluster.
 *
 * @param program the program, and what goes before each call's own arguments
 */
record Kubectl(List<String> program) {
  static final String NAMESPACE = "nightjar";

  private static final long LONGEST_CALL_SECONDS = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The program that {@code NIGHTJAR_KUBECTL} names, with the context that it has chosen. */
  static Kubectl fromEnvironment() {
    String program = System.getenv().getOrDefault("NIGHTJAR_KUBECTL", "kubectl");
    return new Kubectl(List.of(program, "--namespace", NAMESPACE));
  }

  /**
   * What a call says.
   *
   * @throws AssertionError if it fails, with what it said on standard error
   */
  String run(String... arguments) {
    try {
      Path errors = Files.createTempFile("kubectl", ".err");
      Process process = start(ProcessBuilder.Redirect.to(errors.toFile()), arguments);
      try {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LONGEST_CALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new AssertionError(
              "kubectl " + String.join(" ", arguments) + ": " + Files.readString(errors).strip());
        }
        return said;
      } finally {
        process.destroyForcibly();
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What a call says in JSON. */
  JsonNode json(String... arguments) {
    try {
      return JSON.readTree(
          run(Stream.concat(Stream.of(arguments), Stream.of("-o", "json")).toArray(String[]::new)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a call that lasts; what it says is thrown away. */
  Process start(String... arguments) throws IOException {
    return start(ProcessBuilder.Redirect.DISCARD, arguments);
  }

  private Process start(ProcessBuilder.Redirect errors, String... arguments) throws IOException {
    return new ProcessBuilder(Stream.concat(program.stream(), Stream.of(arguments)).toList())
        .redirectError(errors)
        .start();
  }
}
