package io.nightjar.local.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.Ports;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.system.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A local stack for what people would write against one: it tells of itself as {@code ./nightjar
 * env} does.
 */
final class ExampleStack {
  static final Path FIXTURES = Script.ROOT.resolve("fixtures/recordings");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Script nightjar;
  private final LocalConfig config;

  private ExampleStack(Script nightjar, LocalConfig config) {
    this.nightjar = nightjar;
    this.config = config;
  }

  /**
   * Starts one.
   *
   * @param folder in which it has its own, under the name that it has in a checkout
   */
  static ExampleStack start(Path folder) throws Exception {
    var nightjar = new Script(folder.resolve(".nightjar"), Ports.free());
    Script.Result up = nightjar.run("up", "--detach");
    assertThat(up.exitCode()).as(up.err()).isZero();
    Path file = new StackFolder(nightjar.home()).config();
    return new ExampleStack(nightjar, LocalConfig.read(file).orElseThrow());
  }

  /** Its addresses and tokens, as programs find them in their environment. */
  Map<String, String> environment() {
    return Map.of(
        "NIGHTJAR_HOME", nightjar.home().toString(),
        "NIGHTJAR_BUILD", "never",
        "NIGHTJAR_URL", config.ingest().toString(),
        "NIGHTJAR_TOKEN", config.device().token(),
        "NIGHTJAR_OPERATOR_TOKEN", config.operatorToken(),
        "NIGHTJAR_BOOTSTRAP_SERVERS", config.kafka().bootstrapServers());
  }

  /** Where its broker answers. */
  String bootstrapServers() {
    return config.kafka().bootstrapServers();
  }

  /**
   * Uploads recordings of the fixtures, and waits for all that becomes of them.
   *
   * @return their ids, in the same order
   */
  List<String> upload(String... names) throws Exception {
    var command = new ArrayList<>(List.of("upload", "--wait", "--json"));
    for (String name : names) {
      command.add(FIXTURES.resolve(name).toString());
    }
    Script.Result result = nightjar.run(command.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.err()).isZero();
    var ids = new ArrayList<String>();
    for (String line : result.lines()) {
      JsonNode outcome = JSON.readTree(line.getBytes(StandardCharsets.UTF_8));
      ids.add(outcome.path("recordingId").asText());
    }
    return ids;
  }

  /** Ends it. */
  void stop() throws Exception {
    assertThat(nightjar.run("down").exitCode()).isZero();
    nightjar.unlink();
  }
}
