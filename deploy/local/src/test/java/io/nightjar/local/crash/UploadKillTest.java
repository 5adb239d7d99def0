package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.stack.LocalConfig;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
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

  /** The command sends files of this size and more in pieces of this size. */
  private static final int PIECE = 8 << 20;

  private static final int LARGE_FILES = 2;

  /** Two pieces and the begin of a third; more than a part in the store has. */
  private static final int LARGE_SIZE = 2 * PIECE + 3_000_001;

  /** Of requests, not of recordings: a few a file, and one each for its pieces. */
  private static final long HEADS = FILES * 4_000L;

  private TappedStack stack;
  private Path folder;
  private CountingProxy proxy;
  private String device;
  private Camera camera;
  private Path home;
  private Path card;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    stack = TappedStack.start(folder, Map.of("ingest", 96));
    proxy = CountingProxy.before(stack.service("ingest").address());
  }

  /** Each test has a device of its own, with an empty card. */
  @BeforeEach
  void insertCard(TestInfo test) throws IOException {
    device = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    camera = stack.camera(device);
    home = Files.createDirectories(folder.resolve(device));
    card = Files.createDirectories(home.resolve("card/DCIM"));
    Files.write(
        home.resolve("local.json"),
        Json.document(
            new LocalConfig(
                Map.of("ingest-service", proxy.address()),
                Map.of(),
                new LocalConfig.Kafka("127.0.0.1:1"),
                new LocalConfig.Store(URI.create("http://127.0.0.1:1"), "r", "b", "k", "s"),
                new LocalConfig.Device(device, "crash", camera.token()),
                "unused")));
  }

  @AfterAll
  void stop() throws Exception {
    proxy.close();
    stack.stop();
  }

  @Test
  void whatHasArrivedIsNotSentAgain() throws Exception {
    write(FILES, SIZE);
    long before = proxy.sent();
    uploadUntilKilledAfter(FILES * (long) SIZE / 2, JOBS);
    int arrived = claims().size();
    assertThat(arrived).isBetween(1, FILES - 1);

    Process again = upload(JOBS);

    assertThat(end(again)).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains(" already there; ");
    assertThat(claims()).hasSize(FILES);
    assertThat(stack.keys("raw/crash/" + device + "/")).hasSize(FILES);
    assertThat(proxy.sent() - before).isLessThanOrEqualTo((FILES + JOBS) * (long) SIZE + HEADS);
  }

  @Test
  void ofALargeFileNoMoreThanAPieceIsSentAgain() throws Exception {
    List<byte[]> recordings = write(LARGE_FILES, LARGE_SIZE);
    long before = proxy.sent();
    uploadUntilKilledAfter(LARGE_SIZE + LARGE_SIZE / 2, 1);
    assertThat(claims()).hasSize(1);

    Process again = upload(1);

    assertThat(end(again)).isZero();
    assertThat(Files.readString(home.resolve("out"))).contains("1 already there; ");
    assertThat(proxy.sent() - before)
        .isBetween(
            LARGE_FILES * (long) LARGE_SIZE, LARGE_FILES * (long) LARGE_SIZE + PIECE + HEADS);
    for (byte[] recording : recordings) {
      String sha256 = Sha256.of(recording);
      String id = camera.recordingOf(sha256).orElseThrow();
      assertThat(Sha256.of(camera.raw(id))).isEqualTo(sha256);
    }
    assertThat(stack.keys("raw/crash/" + device + "/")).hasSize(LARGE_FILES);
    assertThat(home.resolve("uploads")).isEmptyDirectory();
  }

  private List<byte[]> write(int files, int size) throws IOException {
    List<byte[]> recordings = new ArrayList<>();
    for (int number = 0; number < files; number++) {
      byte[] recording = Clips.noise(size, number);
      Files.write(card.resolve(number + ".WAV"), recording);
      recordings.add(recording);
    }
    return recordings;
  }

  private List<String> claims() throws StoreException {
    return stack.keys("claims/crash/" + device + "/");
  }

  private void uploadUntilKilledAfter(long bytes, int jobs) throws Exception {
    CompletableFuture<Process> running = new CompletableFuture<>();
    proxy.at(proxy.sent() + bytes, () -> running.join().destroyForcibly());
    Process killed = upload(jobs);
    running.complete(killed);
    assertThat(end(killed)).isNotZero();
  }

  private Process upload(int jobs) throws IOException {
    List<String> command =
        List.of(
            ROOT.resolve("nightjar").toString(),
            "upload",
            "--jobs",
            Integer.toString(jobs),
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
