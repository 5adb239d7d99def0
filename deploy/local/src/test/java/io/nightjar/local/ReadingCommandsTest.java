package io.nightjar.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nightjar.local.TypedCommand.Result;
import io.nightjar.local.client.FakeIngest;
import io.nightjar.local.client.FakeIngest.Received;
import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.local.stack.LocalConfig;
import io.nightjar.local.terminal.TerminalWidth;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code list}, {@code get} and {@code logs} as they are typed, with a stack that is made up. */
@Isolated
class ReadingCommandsTest {
  private static final String ROOT = "nightjar.root";
  private static final String HEDGEHOG = "019abc12-3def-7123-8456-000000000001";
  private static final String CALL = "019abc12-3def-7999-8456-000000000002";
  // printf hello | sha256sum
  private static final String SHA_256 =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir private Path folder = Path.of("");
  private final String root = System.getProperty(ROOT);

  @BeforeEach
  void enter() {
    System.setProperty(ROOT, folder.toString());
  }

  @AfterEach
  void leave() {
    System.setProperty(ROOT, root);
  }

  @Test
  void aListFitsATerminalAndTellsIdsApart() throws Exception {
    try (var ingest = stack()) {
      Result list = TypedCommand.run("", "list");

      assertThat(list.exitCode()).as(list.err()).isZero();
      assertThat(list.lines()).hasSize(3).allMatch(line -> line.length() <= columns());
      assertThat(list.lines().get(0)).matches("recorded \\(UTC\\) +device +kind +status +file +id");
      assertThat(list.lines().get(1))
          .matches("2026-03-02 21:07 +h\\S+cam1 +thermal +partial +2026\\S+ptv +019abc12-3def-71");
      assertThat(list.lines().get(2))
          .matches("1970-01-01 00:00\\? +b\\S+mic +audio +completed +- +019abc12-3def-79");
      assertThat(ingest.received())
          .extracting(Received::authorization)
          .containsOnly("Bearer operator-token");
    }
  }

  @Test
  void aListInJsonIsWhatTheServiceSays() throws Exception {
    try (var ingest = stack()) {
      Result list = TypedCommand.run("", "list", "--json", "--limit", "1");

      assertThat(list.lines()).hasSize(1);
      assertThat(json(list.out())).isEqualTo(json(hedgehog()));
      assertThat(ingest.received()).isNotEmpty();
    }
  }

  @Test
  void aListOfOneStatusCountsMatchesAndSaysHowManyItLookedThrough() throws Exception {
    try (var ingest = stack()) {
      Result found = TypedCommand.run("", "list", "--status", "Completed", "--limit", "1");
      Result none = TypedCommand.run("", "list", "--status", "rejected", "--json");

      assertThat(found.lines()).hasSize(2).last().asString().contains("audio", "completed");
      assertThat(found.err()).contains("looked through 2 recordings");
      assertThat(none.out()).isEmpty();
      assertThat(none.err()).contains("looked through 2 recordings");
      assertThat(ingest.received()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--kind,  video,     --kind is thermal or audio",
    "--status, done,     '--status is processing, completed, partial or rejected, not done'",
    "--from,  yesterday, no time: yesterday",
    "--to,    never,     no time: never",
    "--limit, 0,         --limit must be at least 1",
  })
  void aListThatMakesNoSenseIsAWrongUse(String option, String value, String why) throws Exception {
    Result list = TypedCommand.run("", "list", option, value);

    assertThat(list.exitCode()).isEqualTo(2);
    assertThat(list.err()).contains(why);
  }

  @Test
  void aRecordingIsShownByTheBeginningOfItsId() throws Exception {
    try (var ingest = stack()) {
      Result shown = TypedCommand.run("", "get", "019abc12-3def-71");

      assertThat(shown.exitCode()).as(shown.err()).isZero();
      assertThat(shown.lines())
          .contains(
              "recording  " + HEDGEHOG,
              "file       20260302-210700-hedgehog-at-the-gate.cptv",
              "status     partial: truncated-in-frame",
              "recorded   2026-03-02T21:07:00Z (header)")
          .allMatch(line -> line.length() <= 80);
      assertThat(ingest.received())
          .extracting(Received::path)
          .contains("/v1/recordings/by-prefix/019abc12-3def-71", "/v1/recordings/" + HEDGEHOG);
    }
  }

  @Test
  void anUploadIsFetchedAsItWasSent() throws Exception {
    Path file = folder.resolve("fetched");
    try (var ingest = stack()) {
      Result piped = TypedCommand.run("", "get", HEDGEHOG, "--raw");
      Result kept = TypedCommand.run("", "get", HEDGEHOG, "--raw", "--json", "-o", file.toString());

      assertThat(piped.out()).isEqualTo("hello");
      assertThat(file).hasContent("hello");
      assertThat(json(kept.out()).path("sha256").asText()).isEqualTo(SHA_256);
      assertThat(ingest.received())
          .extracting(Received::path)
          .contains("/v1/recordings/" + HEDGEHOG + "/raw");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', image/png, ''",
    "--palette=grey, image/png, ?palette=grey",
    "--png16, image/png;depth=16, ''",
    "--raw, application/octet-stream, ''",
  })
  void aFrameIsFetchedInTheFormThatIsAskedFor(String option, String accept, String query)
      throws Exception {
    Path file = folder.resolve("frame");
    String path = "/v1/recordings/" + HEDGEHOG + "/frames/40" + query;
    try (var ingest = stack()) {
      List<String> typed =
          new ArrayList<>(
              List.of("get", HEDGEHOG, "--frame", "40", "--json", "-o", file.toString()));
      if (!option.isEmpty()) {
        typed.add(option);
      }

      Result fetched = TypedCommand.run("", typed.toArray(String[]::new));

      assertThat(fetched.exitCode()).as(fetched.err()).isZero();
      assertThat(file).hasContent(accept);
      assertThat(json(fetched.out()))
          .isEqualTo(
              json(
                  "{\"frame\":40,\"mediaType\":\""
                      + accept
                      + "\",\"size\":"
                      + accept.length()
                      + "}"));
      assertThat(ingest.received()).extracting(Received::path).contains(path);
    }
  }

  @Test
  void aFrameThatIsNotThereIsNamed() throws Exception {
    Path file = folder.resolve("frame");
    try (var ingest = stack()) {
      Result fetched =
          TypedCommand.run("", "get", HEDGEHOG, "--frame", "99", "-o", file.toString());

      assertThat(fetched.exitCode()).isEqualTo(1);
      assertThat(fetched.err()).contains("frame-not-found");
      assertThat(file).doesNotExist();
      assertThat(ingest.received()).isNotEmpty();
    }
  }

  @Test
  void anUploadThatCameDamagedIsNotKept() throws Exception {
    Path file = folder.resolve("fetched");
    try (var ingest = stack("damage")) {
      Result fetched = TypedCommand.run("", "get", HEDGEHOG, "--raw", "-o", file.toString());

      assertThat(fetched.exitCode()).isEqualTo(1);
      assertThat(fetched.err()).contains("came damaged").contains(SHA_256);
      assertThat(file).doesNotExist();
      assertThat(ingest.received()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "get x name --raw,  either NAME or --raw",
    "get x -o file,     '-o needs NAME, --raw or --frame'",
    "get x --raw -o /,  / is a folder",
    "get x --raw --json, needs -o FILE",
    "get x name --frame 3, either NAME or --frame",
    "get x --frame -1, --frame is a number from 0 to 999999999",
    "get x --frame 3 --json, needs -o FILE",
    "get x --frame 3 --raw --png16, 'one of --palette, --raw and --png16'",
    "get x --frame 3 --palette grey --raw, 'one of --palette, --raw and --png16'",
    "get x --palette grey, --palette and --png16 need --frame",
    "get x --png16, --palette and --png16 need --frame",
  })
  void aFetchThatMakesNoSenseIsAWrongUse(String typed, String why) throws Exception {
    Result result = TypedCommand.run("", typed.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(why);
  }

  @Test
  void logsOfSeveralProgramsHaveTheirNamesBeforeTheLines() throws Exception {
    write("embedded", "a\nb\n");
    write("ingest-service", "{\"level\":\"INFO\"}\nunfinished");

    Result logs = TypedCommand.run("", "logs", "-n", "2");

    assertThat(logs.exitCode()).as(logs.err()).isZero();
    assertThat(logs.lines())
        .containsExactly(
            "embedded          | a",
            "embedded          | b",
            "ingest-service    | {\"level\":\"INFO\"}",
            "ingest-service    | unfinished");
  }

  @Test
  void aLogOfOneProgramStaysAsItIs() throws Exception {
    write("ingest-service", "a\n{\"level\":\"INFO\"}\n");

    Result log = TypedCommand.run("", "logs", "ingest", "--lines=1");
    Result json = TypedCommand.run("", "logs", "ingest-service", "--lines=1", "--json");

    assertThat(log.out()).isEqualTo("{\"level\":\"INFO\"}\n");
    assertThat(json(json.out()))
        .isEqualTo(
            json("{\"service\":\"ingest-service\",\"line\":\"{\\\"level\\\":\\\"INFO\\\"}\"}"));
  }

  @Test
  void aProgramThatThereIsNotIsAWrongUseThatNamesThoseThatThereAre() throws Exception {
    Result logs = TypedCommand.run("", "logs", "database");

    assertThat(logs.exitCode()).isEqualTo(2);
    assertThat(logs.err()).contains("no program database").contains("embedded, ingest-service,");
  }

  @Test
  void whereNothingEverRanThereAreNoLogs() throws Exception {
    Result logs = TypedCommand.run("", "logs");

    assertThat(logs.exitCode()).isEqualTo(4);
    assertThat(logs.err()).contains("no logs").contains("./nightjar up");
  }

  /** As whoever runs the tests has set it. */
  private static int columns() {
    return TerminalWidth.columns();
  }

  private FakeIngest stack() throws IOException {
    return stack("hello");
  }

  /** A stack with two recordings of two groups, of which one's upload can be fetched. */
  private FakeIngest stack(String upload) throws IOException {
    var ingest = new FakeIngest(request -> answer(request, upload));
    var config =
        new LocalConfig(
            Map.of("ingest-service", ingest.address()),
            Map.of(),
            new LocalConfig.Kafka("127.0.0.1:1"),
            new LocalConfig.Store(URI.create("http://127.0.0.1:1"), "r", "b", "a", "s"),
            new LocalConfig.Device("cam1", "hedgehogs", "device-token"),
            "operator-token");
    Files.createDirectories(home());
    Files.write(home().resolve("local.json"), Json.document(config));
    return ingest;
  }

  private Path home() {
    return folder.resolve(".nightjar");
  }

  private void write(String program, String log) throws IOException {
    Files.createDirectories(home().resolve("logs"));
    Files.writeString(home().resolve("logs").resolve(program + ".log"), log);
  }

  /** Of a frame its content is how it was asked for. */
  private static Reply answer(Received request, String upload) {
    String path = request.path();
    if (path.contains("/frames/40")) {
      return Reply.json(200, request.accept());
    }
    if (path.contains("/frames/")) {
      return Reply.problem(404, "frame-not-found");
    }
    return switch (path) {
      case "/v1/groups?limit=1000" ->
          Reply.json(200, "{\"groups\":[{\"group\":\"birdcalls\"},{\"group\":\"hedgehogs\"}]}");
      case "/v1/recordings/by-prefix/019abc12-3def-71" ->
          Reply.json(200, "{\"recordings\":[" + hedgehog() + "],\"more\":false}");
      case "/v1/recordings/" + HEDGEHOG -> Reply.json(200, hedgehog());
      case "/v1/recordings/" + HEDGEHOG + "/raw" -> Reply.json(200, upload);
      default ->
          path.contains("group=hedgehogs")
              ? Reply.json(200, "{\"recordings\":[" + hedgehog() + "]}")
              : Reply.json(200, "{\"recordings\":[" + call() + "]}");
    };
  }

  private static String hedgehog() {
    return String.format(
        Locale.ROOT,
        """
        {"recordingId":"%s","group":"hedgehogs","device":"cam1","kind":"thermal",
        "recorded":{"at":"2026-03-02T21:07:00Z","source":"header"},"receivedAt":"2026-03-03T09:00:00Z",
        "fileName":"20260302-210700-hedgehog-at-the-gate.cptv","mediaType":"application/x-cptv","size":5,
        "sha256":"%s","status":"partial","code":"truncated-in-frame","detail":"cut off in frame 55",
        "stages":[],"artefacts":[{"stage":"thermal","name":"metadata.json","mediaType":"application/json",
        "size":1,"sha256":"00"}],"timeline":[]}""",
        HEDGEHOG,
        SHA_256);
  }

  private static String call() {
    return String.format(
        Locale.ROOT,
        """
        {"recordingId":"%s","group":"birdcalls","device":"mic","kind":"audio",
        "recorded":{"at":"1970-01-01T00:00:07Z","source":"tags","doubt":"clock"},
        "receivedAt":"2026-03-03T09:00:00Z","mediaType":"audio/wav","size":5,"sha256":"00",
        "status":"completed","stages":[],"artefacts":[],"timeline":[]}""",
        CALL);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
