package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./nightjar upload} of a folder, killed at half and run again. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadKillTest {
  private static final Path ROOT = Path.of(System.getProperty("nightjar.root", "../.."));
  private static final int FILES = 16;
  private static final int SIZE = 1_000_000;
  private static final int JOBS = 2;

  /** Of requests, not of recordings. */
  private static final long HEADS = FILES * 4_000L;

  private TappedStack stack;
  private CountingProxy proxy;
  private Path home;
  private Path card;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack = TappedStack.start(folder, Map.of("ingest", 96));
    proxy = CountingProxy.before(stack.service("ingest").address());
    home = Files.createDirectories(folder.resolve("home"));
    card = Files.createDirectories(folder.resolve("card/DCIM"));
    for (int number = 0; number < FILES; number++) {
      Files.write(card.resolve(number + ".WAV"), Clips.noise(SIZE, number));
    }
    Files.write(
        home.resolve("local.json"),
        Json.document(
            new LocalConfig(
                Map.of("ingest-service", proxy.address()),
                Map.of(),
                new LocalConfig.Kafka("127.0.0.1:1"),
                new LocalConfig.Store(URI.create("http://127.0.0.1:1"), "r", "b", "k", "s"),
                new LocalConfig.Device("card", "crash", stack.camera("card").token()),
                "unused")));
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    stack.stop();
  }

  @Test
  void whatHasArrivedIsNotSentAgain() throws Exception {
    CompletableFuture<Process> first = new CompletableFuture<>();
    proxy.at(FILES * (long) SIZE / 2, () -> first.join().destroyForcibly());
    Process killed = upload();
    first.complete(killed);
    assertThat(end(killed)).isNotZero();
    int arrived = stack.keys("claims/crash/card/").size();
    assertThat(arrived).isBetween(1, FILES - 1);

    Process again = upload();

    assertThat(end(again)).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains(" already there; ");
    assertThat(stack.keys("claims/crash/card/")).hasSize(FILES);
    assertThat(stack.keys("recordings/")).hasSize(FILES);
    assertThat(proxy.sent()).isLessThanOrEqualTo((FILES + JOBS) * (long) SIZE + HEADS);
  }

  private Process upload() throws IOException {
    List<String> command =
        List.of(
            ROOT.resolve("nightjar").toString(),
            "upload",
            "--jobs",
            Integer.toString(JOBS),
            card.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("out").toFile());
    builder.environment().put("NIGHTJAR_HOME", home.toString());
    builder.environment().put("NIGHTJAR_BUILD", "never");
    return builder.start();
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(TappedStack.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
