package io.nightjar.local.system;

import static io.nightjar.local.system.ScriptedStack.FIXTURES;
import static io.nightjar.local.system.ScriptedStack.await;
import static io.nightjar.local.system.ScriptedStack.fixtures;
import static io.nightjar.local.system.ScriptedStack.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.UnreadCommands;
import io.nightjar.local.client.OperatorClient;
import io.nightjar.local.stack.StackFolder;
import io.nightjar.local.system.Script.Result;
import io.nightjar.local.system.Script.Running;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with a local stack that is up: they upload, list, get, follow and administer. */
@Tag("process")
class SystemTest implements RegistryCommands, SmallestRecordings, UnreadCommands {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> OUTCOME =
      List.of("file", "recordingId", "duplicate", "status", "code", "artefacts");
  private static final int REJECTED = 3;

  @TempDir static Path folder;
  private static ScriptedStack stack;
  private static Script nightjar;

  @BeforeAll
  static void up() throws Exception {
    stack = new ScriptedStack(folder.resolve("home"));
    nightjar = stack.nightjar();
    stack.up();
  }

  @AfterAll
  static void down() throws Exception {
    stack.down();
  }

  @Override
  public StackFolder stack() {
    return stack.folder();
  }

  @Override
  public Script script() {
    return nightjar;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String thermalRecording() throws Exception {
    return stack.uploaded().stream()
        .filter(outcome -> outcome.path("file").asText().endsWith("hedgehog.cptv"))
        .map(outcome -> outcome.path("recordingId").asText())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFixtureYieldsWhatIsExpectedAndOnceOnly() throws Exception {
    List<JsonNode> expected = fixtures();

    List<JsonNode> outcomes = stack.uploaded();
    Set<String> stored = stored();
    List<JsonNode> again = stack.upload(OK, expected);

    for (int index = 0; index < expected.size(); index++) {
      JsonNode outcome = outcomes.get(index);
      assertThat(outcome.path("file").asText()).endsWith(expected.get(index).path("file").asText());
      assertThat(outcome.path("status")).isEqualTo(expected.get(index).path("status"));
      assertThat(outcome.path("code")).isEqualTo(expected.get(index).path("code"));
      assertThat(names(outcome)).containsExactlyInAnyOrderElementsOf(names(expected.get(index)));
      assertThat(again.get(index).path("recordingId")).isEqualTo(outcome.path("recordingId"));
      assertThat(again.get(index).path("artefacts")).isEqualTo(outcome.path("artefacts"));
      assertThat(outcome.fieldNames())
          .toIterable()
          .isSubsetOf(OUTCOME)
          .contains("file", "recordingId", "duplicate", "status", "artefacts");
      assertThat(again.get(index).path("duplicate").asBoolean()).isTrue();
    }
    assertThat(stored()).isEqualTo(stored);
  }

  @Test
  void aFileThatIsNoRecordingIsRejectedAndDoesNotStopTheOthers() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.cptv"), "not a recording");
    Path empty = Files.write(folder.resolve("empty.wav"), new byte[0]);
    Path call = FIXTURES.resolve("bird-calls.wav");

    Result result =
        nightjar.run(
            "upload", "--wait", "--json", text.toString(), empty.toString(), call.toString());

    assertThat(result.exitCode()).isEqualTo(REJECTED);
    List<JsonNode> outcomes = json(result);
    assertThat(outcomes)
        .extracting(outcome -> outcome.path("status").asText())
        .containsExactly("rejected", "rejected", "completed");
    assertThat(outcomes)
        .extracting(outcome -> outcome.path("code").asText())
        .containsExactly("not-a-recording", "empty-body", "");
    assertThat(outcomes.getFirst().get("recordingId").isNull()).isTrue();
  }

  @Test
  void anArtefactIsFetchedByItsNameAsItsDigestSays() throws Exception {
    JsonNode outcome = stack.uploaded().getFirst();
    String id = outcome.path("recordingId").asText();
    JsonNode artefact = outcome.path("artefacts").get(0);
    Path file = folder.resolve("artefact");

    Result fetched = nightjar.run("get", id, artefact.path("name").asText(), "-o", file.toString());
    Result shown = nightjar.run("get", id, "--json");
    Result missing = nightjar.run("get", id, "no-such-artefact");
    Result unknown = nightjar.run("get", "00000000-0000-7000-8000-000000000000");

    assertThat(fetched.exitCode()).as(fetched.err()).isEqualTo(OK);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(artefact.path("sha256").asText());
    assertThat(json(shown).getFirst().path("artefacts")).isEqualTo(outcome.path("artefacts"));
    assertThat(missing.exitCode()).isEqualTo(FAILED);
    assertThat(missing.err()).contains("no-such-artefact").contains(artefact.path("name").asText());
    assertThat(unknown.exitCode()).isEqualTo(FAILED);
    assertThat(unknown.err()).contains("recording-not-found");
  }

  @Test
  void whatWasSentIsListedWithItsNameAndFetchedByTheBeginningOfItsId() throws Exception {
    JsonNode fixture = fixtures().getFirst();
    String id = stack.uploaded().getFirst().path("recordingId").asText();
    Path sent = FIXTURES.resolve(fixture.path("file").asText());
    Path file = folder.resolve("raw");

    Result listed = nightjar.run("list", "--json", "--limit", "1000");
    Result fetched = nightjar.run("get", id.substring(0, 18), "--raw", "-o", file.toString());

    assertThat(json(listed))
        .filteredOn(recording -> recording.path("recordingId").asText().equals(id))
        .extracting(recording -> recording.path("fileName").asText())
        .containsExactly(fixture.path("file").asText());
    assertThat(fetched.exitCode()).as(fetched.err()).isEqualTo(OK);
    assertThat(file).hasSameBinaryContentAs(sent);
  }

  @Test
  void theOperatorSendsInTheNameOfADevice() throws Exception {
    String group = "uploads-" + UUID.randomUUID();
    nightjar.run("group", "add", group);
    nightjar.run("device", "add", group, "card reader");
    String sound = FIXTURES.resolve("bird-calls.wav").toString();

    Result sent = nightjar.run("upload", "--as", group + "/card reader", "--json", sound);

    assertThat(sent.exitCode()).as(sent.err()).isEqualTo(OK);
    assertThat(json(nightjar.run("list", "--group", group, "--json")))
        .extracting(one -> one.path("device").asText() + " " + one.path("recordingId").asText())
        .containsExactly("card reader " + json(sent).getFirst().path("recordingId").asText());
    Result unknown = nightjar.run("upload", "--as", group + "/stranger", sound);
    assertThat(unknown.exitCode()).isEqualTo(FAILED);
    assertThat(unknown.out()).contains("device-not-found");
    assertThat(nightjar.run("upload", "--as", "nobody", sound).exitCode()).isEqualTo(USAGE);
  }

  /** Also while there is nothing to write: one that follows would stay until something comes. */
  @ParameterizedTest
  @ValueSource(
      strings = {"list", "list --json", "logs", "logs -f", "events", "events --from-beginning"})
  void aCommandThatShowsThingsEndsQuietlyWhenNobodyReadsOn(String typed) throws Exception {
    stack.uploaded();

    Result cut = nightjar.runIntoHead(typed.split(" "));

    assertThat(cut.exitCode()).as(cut.err()).isEqualTo(OK);
    assertThat(cut.lines()).hasSize(1);
    assertThat(cut.err()).doesNotContain("can't write").doesNotContain("\tat ");
  }

  @Test
  void everyStageOfEveryFixtureIsAnnouncedUnderOneIdentity() throws Exception {
    var expected = new TreeSet<String>();
    for (JsonNode outcome : stack.uploaded()) {
      for (JsonNode artefact : outcome.path("artefacts")) {
        expected.add(outcome.path("recordingId").asText() + " " + artefact.path("stage").asText());
      }
    }

    Running follower = nightjar.start("events", "--from-beginning", "--json");
    try {
      await().atMost(PATIENCE).until(() -> identities(follower).keySet().containsAll(expected));

      assertThat(identities(follower).entrySet())
          .filteredOn(stage -> expected.contains(stage.getKey()))
          .allMatch(stage -> stage.getValue().size() == 1);
    } finally {
      follower.process().destroy();
      follower.end();
    }
  }

  /** The identities under which each stage of each recording was announced; repeats are allowed. */
  private static Map<String, Set<String>> identities(Running follower) throws IOException {
    var identities = new TreeMap<String, Set<String>>();
    String out = Files.readString(follower.out());
    // The last line may still be under way.
    for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
      JsonNode event = json(line);
      assertThat(event.path("type").asText()).matches("io\\.nightjar\\.[a-z]+\\.[a-z]+\\.v1");
      if (!event.path("data").has("stage")) {
        continue; // of no stage: the upload, or a device
      }
      String stage =
          event.path("subject").asText() + " " + event.path("data").path("stage").asText();
      identities.computeIfAbsent(stage, none -> new TreeSet<>()).add(event.path("id").asText());
    }
    return identities;
  }

  @Test
  void envTellsAShellWhereTheStackAnswersAndGivesTheTokenThatIsAskedFor() throws Exception {
    for (String kind : List.of("device", "reader", "operator")) {
      List<String> arguments = kind.equals("device") ? List.of() : List.of("--" + kind);
      Result shown = nightjar.run(arguments("env", arguments));
      JsonNode told = json(nightjar.run(arguments("env", arguments, "--json"))).getFirst();

      Process shell =
          new ProcessBuilder(
                  "sh", "-euc", "eval \"$1\"; printf '%s' \"$NIGHTJAR_URL\"", "sh", shown.out())
              .start();

      String url = new String(shell.getInputStream().readAllBytes(), UTF_8);
      assertThat(url).isEqualTo(told.path("NIGHTJAR_URL").asText());
      assertThat(told.path("NIGHTJAR_BOOTSTRAP_SERVERS").asText()).matches("127.0.0.1:\\d+");
      JsonNode caller =
          new OperatorClient(URI.create(url), told.path("NIGHTJAR_TOKEN").asText()).get("/v1/me");
      assertThat(caller.path("kind").asText()).isEqualTo(kind);
    }
    assertThat(nightjar.run("env", "--reader", "--operator").exitCode()).isEqualTo(USAGE);
  }

  private static String[] arguments(String command, List<String> options, String... more) {
    return Stream.of(List.of(command), options, List.of(more))
        .flatMap(List::stream)
        .toArray(String[]::new);
  }

  private static List<String> names(JsonNode recording) {
    var names = new ArrayList<String>();
    for (JsonNode artefact : recording.path("artefacts")) {
      names.add(
          Stream.of("stage", "name", "mediaType")
              .map(field -> artefact.path(field).asText())
              .reduce("", (left, right) -> left + " " + right));
    }
    return names;
  }

  /** Every object in the store with its content's digest. */
  private static Set<String> stored() throws Exception {
    var objects = new TreeSet<String>();
    Path store = nightjar.home().resolve("data/s3");
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        objects.add(store.relativize(file) + " " + HexFormat.of().formatHex(digest));
      }
    }
    return objects;
  }
}
