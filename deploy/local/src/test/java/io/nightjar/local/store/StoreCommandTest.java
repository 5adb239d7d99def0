package io.nightjar.local.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.embedded.Part;
import io.nightjar.local.terminal.Failure;
import io.nightjar.local.terminal.TimeSpan;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.recording.SenderClaims;
import io.nightjar.pipeline.store.MinioObjectStore;
import io.nightjar.pipeline.store.ObjectRef;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What an operator's scripts rely on: lines, exit codes, and that nothing goes unasked. */
@Isolated
@Timeout(120)
@Tag("process")
class StoreCommandTest {
  private static final String ORPHAN =
      "raw/forest/camera-7/2026/03/04/017f22e2-79b0-7cc3-98c4-dc0c0c07398f.cptv";

  private static final String WAITING = "017f22e2-79b0-7cc3-98c4-dc0c0c073990";
  private static final String LOST = "017f22e2-79b0-7cc3-98c4-dc0c0c073991";

  @TempDir private static Path folder = Path.of("");

  private static EmbeddedProcess embedded;

  @BeforeAll
  static void start() {
    embedded = EmbeddedProcess.start(EmbeddedOptions.in(folder).withParts(Part.S3));
  }

  @AfterAll
  static void stop() {
    embedded.close();
  }

  @Test
  void checkPrintsALineForEachAbility() {
    Result result = run("check", options("checked"));

    assertThat(result.code()).isZero();
    assertThat(result.out().lines().map(String::stripTrailing))
        .containsExactly(
            "ok      read after write",
            "ok      conditional create",
            "ok      range reads",
            "ok      list in key order",
            "ok      multipart upload",
            "ok      completion with the named parts",
            "ok      dropping of other parts",
            "ok      list unfinished uploads",
            "ok      abandon an upload");
  }

  @Test
  void checkPrintsJsonForScripts() {
    Result result = run("check", options("checked"), "--json");

    assertThat(result.out().lines())
        .hasSize(9)
        .first()
        .isEqualTo(
            "{\"ability\":\"read after write\",\"kept\":true,\"needed\":true,\"detail\":\"\"}");
  }

  @Test
  void checkFailsWhereNoStoreAnswers() {
    Result result =
        run(
            "check",
            List.of("--endpoint", "http://127.0.0.1:1", "--access-key", "a", "--secret-key", "s"));

    assertThat(result.code()).isNotZero();
    assertThat(result.out()).isEmpty();
  }

  @Test
  void sweepShowsWhatIsOrphanedAndChangesNothing() throws IOException {
    try (ObjectStore store = bucket("shown")) {
      store.put(ORPHAN, "bytes".getBytes(UTF_8), "application/x-cptv");

      Result result = run("sweep", options("shown"), "--older-than", "0s");

      assertThat(result.code()).isZero();
      assertThat(result.out().lines().findFirst().orElseThrow())
          .startsWith("raw              5 B  20")
          .endsWith("Z  " + ORPHAN);
      assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
          .containsSequence("kind found size mended", "raw 1 5 B 0");
      assertThat(keys(store)).containsExactly(ORPHAN);
    }
  }

  @Test
  void sweepPrintsOneObjectALine() throws IOException {
    try (ObjectStore store = bucket("printed")) {
      store.put(ORPHAN, "bytes".getBytes(UTF_8), "application/x-cptv");

      Result result = run("sweep", options("printed"), "--older-than", "0s", "--json");

      assertThat(result.out().strip())
          .matches(
              "\\{\"kind\":\"raw\",\"key\":\""
                  + ORPHAN
                  + "\",\"size\":5,"
                  + "\"since\":\"20[^\"]*Z\",\"mended\":false\\}");
    }
  }

  @Test
  void sweepDeletesNothingThatMayBeAtWork() throws IOException {
    try (ObjectStore store = bucket("at-work")) {
      store.put(ORPHAN, "bytes".getBytes(UTF_8), "application/x-cptv");

      Result tooYoung = run("sweep", options("at-work"), "--older-than", "59m", "--delete");
      Result asShipped = run("sweep", options("at-work"), "--delete");

      assertThat(tooYoung.code()).isNotZero();
      assertThat(asShipped.code()).isZero();
      assertThat(asShipped.out()).isEmpty();
      assertThat(keys(store)).containsExactly(ORPHAN);
    }
  }

  @Test
  void sweepLooksOnlyForWhatItIsAskedFor() throws IOException {
    try (ObjectStore store = bucket("asked")) {
      store.put(ORPHAN, "bytes".getBytes(UTF_8), "application/x-cptv");
      store.put("checks/1/ranges", "0".getBytes(UTF_8), "text/plain");

      Result result =
          run(
              "sweep",
              options("asked"),
              "--older-than",
              "0s",
              "--only",
              "leftover,claim",
              "--json");

      assertThat(result.out()).contains("checks/1/ranges").doesNotContain(ORPHAN);
    }
  }

  @Test
  void unworkedShowsWhatNobodyWorkedOnAndChangesNothing() throws IOException {
    try (ObjectStore store = bucket("unworked")) {
      accept(store, WAITING);
      List<String> before = keys(store);

      Result result = run("unworked", options("unworked"));

      assertThat(result.code()).isZero();
      assertThat(result.out())
          .isEqualTo(
              WAITING
                  + "  2026-03-04T12:00:00Z  forest/camera-7  thermal,thumbnail,preview"
                  + System.lineSeparator());
      assertThat(keys(store)).isEqualTo(before);
    }
  }

  @Test
  void unworkedAnnouncesByTheOutbox() throws IOException {
    try (ObjectStore store = bucket("announced")) {
      accept(store, WAITING);
      accept(store, LOST);
      store.delete(raw(LOST));

      Result result = run("unworked", options("announced"), "--announce", "--json");
      Result again = run("unworked", options("announced"), "--announce", "--json");

      assertThat(result.out().lines())
          .containsExactly(
              "{\"recordingId\":\""
                  + WAITING
                  + "\",\"group\":\"forest\",\"device\":\"camera-7\","
                  + "\"receivedAt\":\"2026-03-04T12:00:00Z\","
                  + "\"stages\":[\"thermal\",\"thumbnail\",\"preview\"],\"announced\":true}",
              "{\"recordingId\":\""
                  + LOST
                  + "\",\"hindrance\":\"its upload is not in the store\"}");
      assertThat(again.out()).doesNotContain(WAITING).contains(LOST);
      assertThat(keys(store)).contains("outbox/" + WAITING + ".json");
    }
  }

  @ParameterizedTest
  @CsvSource({"90s, PT1M30S", "90m, PT1H30M", "36h, PT36H", "7d, PT168H"})
  void agesAreReadAsTheyAreTyped(String text, Duration age) {
    assertThat(TimeSpan.parse(text)).isEqualTo(age);
  }

  @ParameterizedTest
  @CsvSource({"7", "d", "-1h", "1w", "1.5h", "9999999d", "''"})
  void otherAgesAreWrongUsage(String text) {
    assertThatExceptionOfType(Failure.class).isThrownBy(() -> TimeSpan.parse(text));
  }

  @Test
  void theLocalStacksStoreIsMeantWhereNoOtherIsNamed(@TempDir Path home) throws IOException {
    Files.writeString(
        home.resolve("local.json"),
        """
        {"services":{},"management":{},"kafka":{"bootstrapServers":"127.0.0.1:1"},"operatorToken":"",
         "store":{"endpoint":"http://127.0.0.1:18093","region":"r","bucket":"b","accessKey":"a","secretKey":"s"},
         "device":{"name":"n","group":"g","token":"t"}}\
        """);

    StoreSettings settings = new StoreOptions().settings(Map.of("NIGHTJAR_HOME", home.toString()));

    assertThat(settings)
        .isEqualTo(
            new StoreSettings(
                URI.create("http://127.0.0.1:18093"), "r", "b", "a", "s", Duration.ofSeconds(30)));
  }

  @Test
  void anotherStoreNeedsKeys() {
    StoreOptions options = new StoreOptions();
    new CommandLine(options).parseArgs("--endpoint", "https://s3.example.org", "--bucket", "b");

    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> options.settings(Map.of("NIGHTJAR_STORE_ACCESS_KEY", "a")))
        .withMessageContaining("--secret-key");
    assertThat(
            options
                .settings(
                    Map.of("NIGHTJAR_STORE_ACCESS_KEY", "a", "NIGHTJAR_STORE_SECRET_KEY", "s"))
                .secretKey())
        .isEqualTo("s");
  }

  private static String raw(String id) {
    return "raw/forest/camera-7/2026/03/04/" + id + ".cptv";
  }

  /** Puts a recording there that was accepted, and of which no stage knows. */
  private static void accept(ObjectStore store, String id) throws IOException {
    byte[] body = id.getBytes(UTF_8);
    String type = "application/x-cptv";
    store.put(raw(id), body, type);
    var upload = new ObjectRef(store.bucket(), raw(id), body.length, Sha256.of(body), type);
    var recording =
        new Recording(
            RecordingId.parse(id).orElseThrow(),
            new DeviceIdentity("forest", "camera-7"),
            MediaKind.THERMAL,
            Instant.parse("2026-03-04T12:00:00Z"),
            upload,
            SenderClaims.NONE);
    store.put("recordings/" + id + ".json", Json.document(recording), "application/json");
  }

  private static List<String> options(String bucket) {
    return List.of(
        "--endpoint",
        embedded.addresses().storeEndpoint().toString(),
        "--bucket",
        bucket,
        "--access-key",
        embedded.options().accessKey(),
        "--secret-key",
        embedded.options().secretKey());
  }

  private static ObjectStore bucket(String bucket) throws IOException {
    ObjectStore store =
        new MinioObjectStore(
            new StoreSettings(
                embedded.addresses().storeEndpoint(),
                "us-east-1",
                bucket,
                embedded.options().accessKey(),
                embedded.options().secretKey(),
                Duration.ofSeconds(30)));
    store.prepare();
    return store;
  }

  private static List<String> keys(ObjectStore store) throws IOException {
    List<String> keys = new ArrayList<>();
    store.list("", object -> keys.add(object.key()));
    return keys;
  }

  private record Result(int code, String out) {}

  private static Result run(String command, List<String> options, String... more) {
    String[] arguments =
        Stream.of(Stream.of(command), options.stream(), Stream.of(more))
            .flatMap(part -> part)
            .toArray(String[]::new);
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, UTF_8));
    try {
      int code =
          new CommandLine(new StoreCommand())
              .setCaseInsensitiveEnumValuesAllowed(true)
              .execute(arguments);
      return new Result(code, out.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }
}
