package io.nightjar.local.system;

import static io.nightjar.local.system.ScriptedStack.OK;
import static io.nightjar.local.system.ScriptedStack.await;
import static io.nightjar.local.system.ScriptedStack.json;
import static io.nightjar.local.system.ScriptedStack.pids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.stack.Ports;
import io.nightjar.local.system.Script.Result;
import io.nightjar.local.system.Script.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local stack from its first start to its last stop, and what becomes of it in between. */
@Tag("process")
class StackLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int FAILED = 1;
  private static final int NOT_UP = 4;

  @TempDir static Path folder;
  private static ScriptedStack stack;
  private static Script nightjar;
  private static Result firstUp;
  private static Result secondUp;

  /** Two start it at once, in a folder where an earlier process id belongs to a stranger now. */
  @BeforeAll
  static void up() throws Exception {
    stack = new ScriptedStack(folder.resolve("home"));
    nightjar = stack.nightjar();
    Path run = Files.createDirectories(nightjar.home().resolve("run"));
    Files.writeString(
        run.resolve("thermal-service.json"),
        String.format(
            Locale.ROOT,
            """
        {"name":"thermal-service","pid":%d,"started":"2020-01-01T00:00:00Z","command":"java"}""",
            ProcessHandle.current().pid()));
    Running one = nightjar.start("up", "--detach");
    Running other = nightjar.start("up", "--detach");
    firstUp = one.end();
    secondUp = other.end();
  }

  @BeforeEach
  void beUp() throws Exception {
    stack.up();
  }

  @AfterAll
  static void down() throws Exception {
    stack.down();
  }

  @Test
  void twoWhoStartTheStackAtOnceGetOneStack() {
    assertThat(firstUp.exitCode()).as(firstUp.err()).isEqualTo(OK);
    assertThat(secondUp.exitCode()).as(secondUp.err()).isEqualTo(OK);
    assertThat(firstUp.err() + secondUp.err())
        .containsOnlyOnce("starting the services")
        .contains("waiting for another up");
  }

  @Test
  void aProcessIdThatIsAStrangersNowIsNamedAndLeftAlone() {
    assertThat(firstUp.err() + secondUp.err())
        .contains("thermal-service")
        .contains("process " + ProcessHandle.current().pid() + " is another program now")
        .contains("left alone");
  }

  @Test
  void statusShowsWhatRunsAndWhatHasDied() throws Exception {
    Result healthy = nightjar.run("status", "--json");
    assertThat(healthy.exitCode()).isEqualTo(OK);
    Map<String, Long> before = pids(healthy);
    assertThat(before)
        .containsOnlyKeys(
            "audio-service",
            "broker",
            "ingest-service",
            "store",
            "thermal-service",
            "thumbnail-service");

    long killed = before.getOrDefault("audio-service", 0L);
    ProcessHandle process = ProcessHandle.of(killed).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    Result died = nightjar.run("status");
    Result up = nightjar.run("up", "--detach");
    Map<String, Long> after = pids(nightjar.run("status", "--json"));

    assertThat(died.exitCode()).isEqualTo(NOT_UP);
    assertThat(died.lines())
        .anyMatch(line -> line.matches("audio-service +died .*process " + killed + " is gone"));
    assertThat(up.exitCode()).as(up.err()).isEqualTo(OK);
    assertThat(up.err()).contains("audio-service had ended").contains("process " + killed);
    assertThat(after.get("audio-service")).isNotEqualTo(killed);
    before.remove("audio-service");
    assertThat(after).containsAllEntriesOf(before);
  }

  @Test
  void statusSaysWhatIsInTheWayWhereBrokerAndStoreAreGone() throws Exception {
    JsonNode before = json(nightjar.run("status", "--json")).getFirst();
    for (JsonNode part : before.path("processes")) {
      assertThat(part.path("state").asText()).isEqualTo("ready");
      assertThat(part.path("address").asText()).contains("127.0.0.1:");
    }
    long pid = pids(nightjar.run("status", "--json")).getOrDefault("store", 0L);

    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(nightjar.run("status").lines())
                    .anyMatch(
                        line -> line.matches("broker +died +127.*process " + pid + " is gone"))
                    .anyMatch(
                        line -> line.matches("store +died +http.*process " + pid + " is gone"))
                    .anyMatch(
                        line ->
                            line.matches("ingest-service +unready +http\\S+ +\\d+ +\\S+ +\\S.*")));
  }

  @Test
  void dataOutlivesAStopAndASignalStopsAll() throws Exception {
    JsonNode outcome = stack.uploaded().getFirst();
    String id = outcome.path("recordingId").asText();
    Map<String, Long> running = pids(nightjar.run("status", "--json"));

    assertThat(nightjar.run("down").exitCode()).isEqualTo(OK);

    assertThat(running.values()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(nightjar.run("status").exitCode()).isEqualTo(NOT_UP);
    Result refused = nightjar.run("get", id);
    Result nowhere = nightjar.run("env");
    assertThat(nowhere.exitCode()).isEqualTo(NOT_UP);
    assertThat(nowhere.out()).isEmpty();
    assertThat(nowhere.err()).contains("is not up").contains("./nightjar up");
    assertThat(refused.exitCode()).isEqualTo(NOT_UP);
    assertThat(refused.err()).contains("./nightjar up");

    Running foreground = nightjar.start("up");
    await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(foreground.err()).contains("Ctrl-C stops the stack"));
    assertThat(json(nightjar.run("get", id, "--json")).getFirst().path("artefacts"))
        .isEqualTo(outcome.path("artefacts"));
    Map<String, Long> again = pids(nightjar.run("status", "--json"));
    // The JVM takes SIGTERM and SIGINT alike, but where CI starts us in the background SIGINT is
    // ignored by all our children.
    foreground.process().destroy();
    foreground.end();

    assertThat(again).hasSize(running.size());
    assertThat(again.values()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(nightjar.home().resolve("run")).isDirectoryNotContaining("glob:**-service.json");
  }

  @Test
  void aTakenPortIsNamedWithWhatToSetAndNothingIsStarted() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Ports free = Ports.free();
      var second =
          new Script(
              folder.resolve("second"),
              new Ports(free.services(), free.management(), free.kafka(), taken.getLocalPort()));

      Result up = second.run("up", "--detach");

      assertThat(up.exitCode()).isEqualTo(FAILED);
      assertThat(up.err())
          .contains("port " + taken.getLocalPort())
          .contains("S3")
          .contains("NIGHTJAR_S3_PORT")
          .doesNotContain("\tat ");
      assertThat(pids(second.run("status", "--json"))).isEmpty();
      second.unlink();
    }
  }
}
