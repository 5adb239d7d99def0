package io.nightjar.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.system.Script.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A local stack of a test's own, which is driven by the script as a person would. */
final class ScriptedStack {
  static final Path FIXTURES = Script.ROOT.resolve("fixtures/recordings");
  static final int OK = 0;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Script nightjar;
  private List<JsonNode> uploaded = List.of();

  /** A stack that is not up. */
  ScriptedStack(Path home) throws IOException {
    nightjar = new Script(home, Ports.free());
  }

  Script nightjar() {
    return nightjar;
  }

  StackFolder folder() {
    return new StackFolder(nightjar.home());
  }

  void up() throws IOException, InterruptedException {
    Result up = nightjar.run("up", "--detach");
    assertThat(up.exitCode()).as(up.err()).isEqualTo(OK);
  }

  /** Stops it, and proves that it is stopped. */
  void down() throws IOException, InterruptedException {
    assertThat(nightjar.run("down").exitCode()).isEqualTo(OK);
    assertThat(nightjar.run("down").out()).contains("was not up");
    nightjar.unlink();
  }

  /** What {@code upload --wait} said of the fixtures when they were uploaded, by the first call. */
  List<JsonNode> uploaded() throws IOException, InterruptedException {
    if (uploaded.isEmpty()) {
      uploaded = upload(OK, fixtures());
    }
    return uploaded;
  }

  /**
   * Uploads some of the fixtures, awaits what becomes of them, and returns what it said of each.
   */
  List<JsonNode> upload(int exitCode, List<JsonNode> recordings)
      throws IOException, InterruptedException {
    var arguments = new ArrayList<>(List.of("upload", "--wait", "--json"));
    recordings.forEach(
        recording -> arguments.add(FIXTURES.resolve(recording.path("file").asText()).toString()));
    Result result = nightjar.run(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
    List<JsonNode> outcomes = json(result);
    assertThat(outcomes).hasSameSizeAs(recordings);
    return outcomes;
  }

  /** The fixtures and what is expected of each. */
  static List<JsonNode> fixtures() throws IOException {
    var recordings = new ArrayList<JsonNode>();
    JSON.readTree(FIXTURES.resolve("expected.json").toFile())
        .path("recordings")
        .forEach(recordings::add);
    return recordings;
  }

  /** The processes' ids by their names, out of what {@code status --json} said. */
  static Map<String, Long> pids(Result status) {
    var pids = new TreeMap<String, Long>();
    for (JsonNode process : json(status).getFirst().path("processes")) {
      if (process.has("pid")) {
        pids.put(process.path("name").asText(), process.path("pid").asLong());
      }
    }
    return pids;
  }

  static List<JsonNode> json(Result result) {
    return result.lines().stream().map(ScriptedStack::json).toList();
  }

  static JsonNode json(String line) {
    try {
      return JSON.readTree(line.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + line, e);
    }
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200));
  }
}
