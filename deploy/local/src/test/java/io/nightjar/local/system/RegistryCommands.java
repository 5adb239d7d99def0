package io.nightjar.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.TypedCommand;
import io.nightjar.local.TypedCommand.Result;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The commands {@code device}, {@code group}, {@code person} and {@code token}, for a test class
 * that has a stack: what they do, what they say to a wrong use, and how they end.
 */
interface RegistryCommands {
  int OK = 0;
  int FAILED = 1;
  int USAGE = 2;
  String PASSWORD = "correct horse\n";

  /** The folder of the stack that is up. */
  StackFolder stack();

  @Test
  default void aDeviceIsRegisteredListedRevokedAndLetInAgain() throws Exception {
    String group = newGroup();

    String token = succeeds("", "device", "add", group, "cam 1").out().strip();

    assertThat(caller(token).path("name").asText()).isEqualTo("cam 1");
    succeeds(PASSWORD, "device", "add", group, "cam 2", "--password");
    fails("", FAILED, "name-taken", "device", "add", group, "cam 1");
    fails("", FAILED, "group-not-found", "device", "add", "no-such-group", "cam");
    fails("short\n", FAILED, "password-malformed", "device", "add", group, "cam 3", "--password");
    fails("", USAGE, "GROUP", "device", "list");
    succeeds("", "device", "revoke", group, "cam 1");
    assertThat(isLetIn(token)).isFalse();
    fails("", FAILED, "device-revoked", "device", "token", group, "cam 1", "--keep");
    assertThat(succeeds("", "device", "list", group).lines())
        .hasSize(3)
        .anyMatch(line -> line.matches("cam 1 +\\d+ +\\S+Z +true"))
        .anyMatch(line -> line.matches("cam 2 +\\d+ +\\S+Z +false"));
    String renewed =
        json(succeeds("", "device", "token", group, "cam 1", "--json"))
            .getFirst()
            .get("token")
            .asText();
    assertThat(isLetIn(renewed)).isTrue();
    assertThat(json(succeeds("", "device", "list", group, "--json")))
        .extracting(device -> device.get("device").asText() + device.get("revoked").asBoolean())
        .containsExactlyInAnyOrder("cam 1false", "cam 2false");
  }

  @Test
  default void aGroupHasPeopleInvitationsAndATimeInWhichItIsOpen() throws Exception {
    String group = newGroup();
    String anna = "oidc:anna-" + group;

    succeeds("", "group", "grant", group, anna, "member");

    assertThat(json(succeeds("", "group", "people", group, "--json")))
        .containsExactly(node("{\"person\":\"" + anna + "\",\"role\":\"member\"}"));
    fails("", FAILED, "bad-request", "group", "grant", group, anna, "king");
    succeeds("", "group", "remove", group, anna);
    assertThat(succeeds("", "group", "people", group).lines()).hasSize(1);
    assertThat(succeeds("", "group", "list").out()).contains(group);
    fails("", FAILED, "name-taken", "group", "add", group);
    assertThat(succeeds("", "group", "invite", group, "--uses", "3").out().strip())
        .matches("[A-Za-z0-9_-]{22}");
    fails("", FAILED, "bad-request", "group", "invite", group, "--uses", "0");
    Instant before = Instant.now();
    Instant until =
        Instant.parse(
            succeeds("", "group", "open", group, "--for", "2h", "--devices", "3").out().strip());
    assertThat(until)
        .isBetween(before.plus(Duration.ofMinutes(119)), Instant.now().plus(Duration.ofHours(2)));
    assertThat(registration(group).path("devices").asInt()).isEqualTo(3);
    fails("", USAGE, "no span of time: soon", "group", "open", group, "--for", "soon");
    fails("", FAILED, "30 days", "group", "open", group, "--for", "31d");
    succeeds("", "group", "close", group);
    assertThat(registration(group).path("open").asBoolean()).isFalse();
  }

  @Test
  default void aPersonHasAnAccountWithAPassword() throws Exception {
    String name = "bob-" + UUID.randomUUID();
    String keys = stack().tokenKeys().toString();

    succeeds(PASSWORD, "person", "add", name);

    fails(PASSWORD, FAILED, "name-taken", "person", "add", name);
    fails("", USAGE, "no password on standard input", "person", "password", name);
    String token = succeeds("", "token", "--person", name, "--keys-file", keys).out().strip();
    assertThat(caller(token).path("kind").asText()).isEqualTo("person");
    succeeds("another horse\n", "person", "password", name);
    assertThat(isLetIn(token)).isFalse();
    succeeds("", "person", "revoke", name);
    fails("", FAILED, "person-not-found", "person", "revoke", "nobody-" + name);
  }

  @Test
  default void aTokenIsMadeAndRevokedByItself() throws Exception {
    String group = newGroup();
    String keys = stack().tokenKeys().toString();
    succeeds("", "device", "add", group, "cam");

    Result made = succeeds("", "token", "--operator", "anna", "--keys-file", keys);

    String token = made.out().strip();
    String id = made.err().replaceFirst("(?s).* token revoke (\\S+).*", "$1");
    assertThat(caller(token).path("kind").asText()).isEqualTo("operator");
    succeeds("", "token", "revoke", id);
    assertThat(isLetIn(token)).isFalse();
    assertThat(json(succeeds("", "token", "list", "--json")))
        .anyMatch(
            one -> one.get("id").asText().equals(id) && one.get("by").asText().equals("local"));
    assertThat(succeeds("", "token", "list").out()).contains(id);
    String other = succeeds("", "token", "--operator", "anna", "--keys-file", keys).out().strip();
    succeeds("", "token", "revoke", "--of", file(other).toString());
    assertThat(isLetIn(other)).isFalse();
    String device = succeeds("", "token", "--device", group + "/cam").out().strip();
    assertThat(caller(device).path("name").asText()).isEqualTo("cam");
    fails("", FAILED, "device revoke", "token", "revoke", "--of", file(device).toString());
    fails("", USAGE, "whose token", "token");
    fails("", USAGE, "GROUP/DEVICE", "token", "--device", "cam");
    fails("", USAGE, "mutually exclusive", "token", "--operator", "a", "--person", "b");
    Path foreign = stack().path().resolve("keys-" + UUID.randomUUID() + ".json");
    succeeds("", "token", "--new-key", "--keys-file", foreign.toString());
    String signed =
        succeeds("", "token", "--operator", "anna", "--keys-file", foreign.toString()).out();
    assertThat(isLetIn(signed.strip())).isFalse();
  }

  @Test
  default void aReadersTokenReadsTheGroupsThatItIsGivenAndIsRevoked() throws Exception {
    String group = newGroup();
    String keys = stack().tokenKeys().toString();

    Result made = succeeds("", reader(keys, "--group", group, "--group", "other-" + group));

    String some = made.out().strip();
    assertThat(caller(some).path("kind").asText()).isEqualTo("reader");
    assertThat(caller(some).path("reads"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(group, "other-" + group);
    String all = succeeds("", reader(keys, "--all-groups")).out().strip();
    assertThat(caller(all).has("reads")).isFalse();
    succeeds("", "token", "revoke", "--of", file(some).toString());
    assertThat(isLetIn(some)).isFalse();
    assertThat(isLetIn(all)).isTrue();
    fails("", USAGE, "--group", reader(keys));
    fails("", USAGE, "--group", reader(keys, "--all-groups", "--group", group));
    fails("", USAGE, "--reader", "token", "--operator", "anna", "--all-groups");
  }

  private static String[] reader(String keys, String... groups) {
    List<String> all =
        new ArrayList<>(List.of("token", "--reader", "classifier", "--keys-file", keys));
    all.addAll(List.of(groups));
    return all.toArray(String[]::new);
  }

  private String newGroup() throws IOException {
    String group = "commands-" + UUID.randomUUID();
    succeeds("", "group", "add", group);
    return group;
  }

  private Result succeeds(String in, String... arguments) throws IOException {
    Result result = run(in, arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(OK);
    return result;
  }

  /** Says what is wrong, shows no result, and no stack trace. */
  private void fails(String in, int exitCode, String why, String... arguments) throws IOException {
    Result result = run(in, arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err()).contains(why).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  private Result run(String in, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", config().ingest().toString()));
    all.addAll(List.of("--token-file", file(config().operatorToken()).toString()));
    return TypedCommand.run(in, all.toArray(String[]::new));
  }

  private LocalConfig config() throws IOException {
    return LocalConfig.read(stack().config()).orElseThrow();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(stack().path(), "command", ".txt"), content);
  }

  private JsonNode registration(String group) throws Exception {
    return new OperatorClient(config().ingest(), config().operatorToken())
        .get(OperatorClient.path("groups", group, "registration"));
  }

  private JsonNode caller(String token) throws Exception {
    return new OperatorClient(config().ingest(), token).get("/v1/me");
  }

  private boolean isLetIn(String token) throws Exception {
    try {
      return !caller(token).isEmpty();
    } catch (Failure refused) {
      assertThat(refused).hasMessageContaining("token-invalid");
      return false;
    }
  }

  private static List<JsonNode> json(Result result) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : result.lines()) {
      lines.add(node(line));
    }
    return lines;
  }

  private static JsonNode node(String json) throws IOException {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
