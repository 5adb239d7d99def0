package io.nightjar.local.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.registry.token.TokenKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that is refused says why, in one message, and tells no secret. */
@Tag("process")
class RefusedStartTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root"));

  /** EX_CONFIG of sysexits.h. */
  private static final int WRONG_SETTINGS = 78;

  private static final String SECRET = "0f-all-th1ngs";
  private static final Map<String, String> RIGHT =
      Map.of(
          "QUARKUS_HTTP_PORT", "0",
          "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
          "NIGHTJAR_STORE_ENDPOINT", "http://127.0.0.1:1",
          "NIGHTJAR_STORE_ACCESS_KEY", SECRET,
          "NIGHTJAR_STORE_SECRET_KEY", SECRET);

  @Test
  void namesAllThatIsMissingOrMalformed() throws Exception {
    Ended ended =
        start(
            "thermal-service",
            Map.of(
                "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", "",
                "NIGHTJAR_STORE_ENDPOINT", "store:9000",
                "NIGHTJAR_WORKER_CONCURRENCY", "0"));

    assertWasRefused(
        ended,
        "nightjar.kafka.bootstrap-servers",
        "nightjar.store.endpoint",
        "nightjar.worker.concurrency");
  }

  @Test
  void namesAllThatIsUnknownOrContradictsItself() throws Exception {
    Ended ended =
        start(
            "thumbnail-service",
            Map.of(
                "NIGHTJAR_STORE_ENDPONT", "http://127.0.0.1:1",
                "NIGHTJAR_TOKEN_KEYS_FILE", "/run/keys.json",
                "NIGHTJAR_HOME", "/the/command/line's",
                "NIGHTJAR_LIMITS_LOWEST_SAMPLE_RATE", "2000000",
                "NIGHTJAR_KAFKA_CLIENT__SASL_JAAS_CONFIG_", "Module required " + SECRET));

    assertWasRefused(
        ended,
        "NIGHTJAR_STORE_ENDPONT",
        "NIGHTJAR_TOKEN_KEYS_FILE",
        "nightjar.limits.highest-sample-rate",
        "nightjar.kafka.client.\"sasl.jaas.config\"");
    assertThat(ended.said()).doesNotContain("NIGHTJAR_HOME");
  }

  /** What each phase of a start would find by itself is found at once. */
  @Test
  void namesWhatIsMissingMalformedUnknownAndContradictoryInOneMessage(@TempDir Path folder)
      throws Exception {
    Ended ended =
        start(
            "ingest-service",
            Map.of(
                "NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS", "",
                "NIGHTJAR_OUTBOX_INTERVAL", "5x",
                "NIGHTJAR_STORE_ENDPONT", "http://127.0.0.1:1",
                "NIGHTJAR_LIMITS_LOWEST_SAMPLE_RATE", "2000000",
                "NIGHTJAR_STORE_SECRET_KEY", "a${" + SECRET + "}",
                "NIGHTJAR_TOKEN_KEYS_FILE", folder.resolve("none.json").toString()));

    assertWasRefused(
        ended,
        "nightjar.kafka.bootstrap-servers (NIGHTJAR_KAFKA_BOOTSTRAP_SERVERS) is missing;"
            + " expected: host and port",
        "nightjar.outbox.interval (NIGHTJAR_OUTBOX_INTERVAL) is \"5x\"; expected: a time",
        "NIGHTJAR_STORE_ENDPONT is no setting of this service; expected: perhaps"
            + " NIGHTJAR_STORE_ENDPOINT",
        "nightjar.limits.highest-sample-rate",
        "nightjar.store.secret-key (NIGHTJAR_STORE_SECRET_KEY) has ${...} in it",
        "nightjar.token.keys-file: there is no file " + folder.resolve("none.json"));
    assertThat(ended.said()).startsWith("This service can't start: 6 settings do not fit.");
  }

  /** The first token would be a 500 otherwise. */
  @Test
  void namesKeysWhoseHalvesDoNotBelongTogether(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys.json");
    Path others = folder.resolve("others.json");
    TokenKeys.generate().write(keys);
    TokenKeys.generate().write(others);
    Files.writeString(
        keys, Files.readString(keys).replaceAll("\"d\":\"[^\"]+\"", privateHalf(others)));

    Ended ended = start("ingest-service", Map.of("NIGHTJAR_TOKEN_KEYS_FILE", keys.toString()));

    assertWasRefused(ended, "nightjar.token.keys-file", keys.toString());
  }

  private static String privateHalf(Path keys) throws IOException {
    Matcher half = Pattern.compile("\"d\":\"[^\"]+\"").matcher(Files.readString(keys));
    assertThat(half.find()).isTrue();
    return half.group();
  }

  @Test
  void namesAKeysFileThatHoldsNoneAndQuotesNothingOfIt(@TempDir Path folder) throws Exception {
    Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\":\"" + SECRET + "\"}");

    Ended ended = start("ingest-service", Map.of("NIGHTJAR_TOKEN_KEYS_FILE", keys.toString()));

    assertWasRefused(ended, "nightjar.token.keys-file", keys.toString());
  }

  @Test
  void namesAScratchDiskThatIsTooSmallForAnUpload(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys.json");
    TokenKeys.generate().write(keys);

    Ended ended =
        start(
            "ingest-service",
            Map.of("NIGHTJAR_TOKEN_KEYS_FILE", keys.toString(), "NIGHTJAR_SCRATCH_BYTES", "31M"));

    assertWasRefused(ended, "nightjar.scratch.bytes must be at least 32M");
  }

  private static void assertWasRefused(Ended ended, String... names) {
    assertThat(ended.said())
        .contains(names)
        .doesNotContain(SECRET)
        .doesNotContain("\tat ")
        .doesNotContain("stackTrace");
    assertThat(ended.code()).isEqualTo(WRONG_SETTINGS);
  }

  /** What became of a process. */
  private record Ended(int code, String said) {}

  private static Ended start(String service, Map<String, String> changed)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar").toString())
            .redirectErrorStream(true);
    Map<String, String> variables = new HashMap<>(RIGHT);
    variables.putAll(changed);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }
}
