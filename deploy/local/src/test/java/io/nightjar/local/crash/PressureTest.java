package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.EmbeddedOptions;
import io.nightjar.embedded.EmbeddedProcess;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged ingest service with a heap of 64 MiB, under senders and a store that would fill it.
 * A process that runs out of heap ends at once, so that it lives is what is asserted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("process")
class PressureTest {
  private static final int HEAP_MEGABYTES = 64;
  private static final long MEBIBYTE = 1 << 20;

  /** Far beyond what anyone would wait: who is told sooner was not told by it. */
  private static final Duration STORE_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String UNDER_WAY = "nightjar_uploads_under_way";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private StoreTap tap;
  private ServiceProcess ingest;
  private Camera camera;
  private ObjectStore store;
  private int serial = 1;

  @BeforeAll
  void startAll(@TempDir Path folder) throws Exception {
    EmbeddedProcess embedded =
        opened(EmbeddedProcess.start(EmbeddedOptions.in(folder.resolve("data"))));
    tap = opened(StoreTap.on(embedded.addresses().storeEndpoint()));
    ingest =
        opened(
            new ServiceProcess("ingest-service", HEAP_MEGABYTES, folder, embedded, tap.endpoint()));
    ingest
        .with("NIGHTJAR_HTTP_BODY_PAUSE", "20s")
        .with("NIGHTJAR_STORE_TIMEOUT_SECONDS", Long.toString(STORE_TIMEOUT.toSeconds()))
        .with("NIGHTJAR_LIMITS_UPLOADS_PER_DEVICE", "600") // one stands for all
        .start();
    camera = ingest.camera("pressed");
    store = opened(TappedStack.openStore(embedded));
  }

  @AfterAll
  void stopAll() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
  }

  @BeforeEach
  void startsWhatATestHasEnded() {
    if (!ingest.alive()) {
      ingest.start();
    }
  }

  @AfterEach
  void servesOnAfterAll() {
    assertThat(ingest.alive()).as("the service lives").isTrue();
    camera.uploadStubbornly(Clips.sound(serial++));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("no token", false, "Transfer-Encoding: chunked", "401"),
        Arguments.of("no recording", true, "Content-Length: 262144000", "415"),
        Arguments.of("too large", true, "Content-Length: 99999999999", "413"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void sendersThatDoNotStopAtARefusalAreCutOff(
      String why, boolean known, String framing, String status) throws Exception {
    List<Callable<String>> senders =
        IntStream.range(0, 4)
            .<Callable<String>>mapToObj(
                n -> () -> sendOn((known ? camera.authorization() : "") + framing + "\r\n"))
            .toList();

    List<String> answers = all(senders);

    assertThat(answers)
        .as(why)
        .allMatch(answer -> answer.startsWith("HTTP/1.1 " + status), "says why")
        .allMatch(
            answer -> answer.toLowerCase(Locale.ROOT).contains("connection: close"),
            "and that it closes");
  }

  /** Sends 250 MiB unless the connection is closed before; what was answered. */
  private String sendOn(String headers) throws IOException {
    try (SlowSender sender = SlowSender.begin(ingest.address(), headers)) {
      boolean chunked = headers.contains("chunked");
      if (chunked) {
        sender.send("fa00000\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      sender.send(new byte[64 * 1024]);
      String answer = sender.answer();
      assertThat(sender.sendWhateverComes(250 * MEBIBYTE)).isLessThan(250 * MEBIBYTE);
      return answer;
    }
  }

  @Test
  void moreLargeRecordingsAtOnceThanTheHeapCouldHoldPartsOf() throws Exception {
    long size = 12 * MEBIBYTE;
    List<Callable<Optional<String>>> uploads =
        IntStream.range(0, 24)
            .<Callable<Optional<String>>>mapToObj(
                n -> () -> camera.upload(() -> Clips.longFlac(size + n)))
            .toList();

    List<Optional<String>> accepted = all(uploads);

    assertThat(accepted).allMatch(Optional::isPresent);
  }

  @Test
  void hundredsOfSlowSendersAtOnce() throws Exception {
    int count = 600;
    List<SlowSender> senders = new ArrayList<>();
    try {
      for (int n = 0; n < count; n++) {
        byte[] sound = Clips.sound(1_000 + n);
        SlowSender sender = begin(sound.length);
        senders.add(sender);
        sender.send(Arrays.copyOf(sound, sound.length / 2));
      }
      await("all to be under way").atMost(PATIENCE).until(() -> ingest.metric(UNDER_WAY) == count);
      for (int n = 0; n < count; n++) {
        byte[] sound = Clips.sound(1_000 + n);
        senders.get(n).send(Arrays.copyOfRange(sound, sound.length / 2, sound.length));
      }

      for (SlowSender sender : senders) {
        assertThat(sender.answer()).startsWith("HTTP/1.1 201");
      }
    } finally {
      for (SlowSender sender : senders) {
        sender.close();
      }
    }
  }

  @Test
  void aStoreThatHangsIsSaidSoInSecondsAndNothingIsLeftOfWhatFailed() throws Exception {
    Runnable release = tap.hang();
    try {
      long began = System.nanoTime();
      List<Callable<Optional<String>>> uploads =
          IntStream.range(0, 8)
              .<Callable<Optional<String>>>mapToObj(
                  n -> () -> camera.upload(() -> Clips.longFlac(100 * MEBIBYTE + n)))
              .toList();
      assertThat(all(uploads)).allMatch(Optional::isEmpty);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(took).isLessThan(STORE_TIMEOUT.dividedBy(2));
      assertThat(ingest.ready()).isFalse();
      assertThat(camera.status(Clips.sound(serial++))).isEqualTo(503);
    } finally {
      release.run();
    }

    await("readiness").atMost(PATIENCE).until(ingest::ready);
    List<String> held = keys("recordings/");
    await("what failed to be gone")
        .atMost(PATIENCE)
        .until(
            () ->
                keys("raw/").size() == held.size()
                    && ingest.metric("nightjar_uploads_leftovers") == 0);
  }

  @Test
  void aSenderThatFallsSilentIsToldSo() throws Exception {
    try (SlowSender sender = begin(100_000)) {
      sender.send(Arrays.copyOf(Clips.sound(serial++), 10_000));

      String answer = sender.answer();

      assertThat(answer).startsWith("HTTP/1.1 408").containsIgnoringCase("connection: close");
      assertThat(sender.isEnded()).isTrue();
    }
  }

  @Test
  void whoeverIsUnderWayAtTheEndIsServedAndTheRestIsRefused() throws Exception {
    byte[] sound = Clips.sound(serial++);
    try (SlowSender underWay = begin(sound.length)) {
      underWay.send(Arrays.copyOf(sound, 1_000));
      await("the upload").atMost(PATIENCE).until(() -> ingest.metric(UNDER_WAY) == 1);

      ingest.askToEnd();

      await("unreadiness").atMost(PATIENCE).until(() -> !ingest.ready());
      try (SlowSender late = begin(sound.length)) {
        assertThat(late.answer())
            .startsWith("HTTP/1.1 503")
            .containsIgnoringCase("shutting-down")
            .containsIgnoringCase("retry-after")
            .containsIgnoringCase("connection: close");
      }
      underWay.send(Arrays.copyOfRange(sound, 1_000, sound.length));
      assertThat(underWay.answer()).startsWith("HTTP/1.1 201");
    }
    ingest.startAgain();
  }

  private SlowSender begin(int length) throws IOException {
    return SlowSender.begin(
        ingest.address(), camera.authorization() + "Content-Length: " + length + "\r\n");
  }

  private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
    }
    return results;
  }

  private List<String> keys(String prefix) throws StoreException {
    List<String> keys = new ArrayList<>();
    store.list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }
}
