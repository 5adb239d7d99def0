package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The packaged ingest service whose scratch disk is used up: by its own budget, or really. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScratchDiskTest {
  private static final int BUDGET = 32 << 20;

  /** All of the budget but less than a MiB: its second part gathers while the first one stays. */
  private static final int LARGEST = 31 << 20;

  private static final int LARGE = 6 << 20;
  private static final int LONGEST_FILE_KIBIBYTES = 2 << 10;
  private static final String USED = "nightjar_scratch_used_bytes";

  private TappedStack stack;
  private ServiceProcess ingest;
  private Camera camera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack =
        TappedStack.startWith(
            folder,
            Map.of("ingest", 96),
            Map.of(
                "NIGHTJAR_SCRATCH_BYTES",
                Integer.toString(BUDGET),
                "NIGHTJAR_SCRATCH_PATIENCE",
                "1s"));
    ingest = stack.service("ingest");
    camera = stack.camera("scratch");
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  @Test
  void refusesWhatFindsNoRoomAmongTheOthersAndTakesItWhenTheyHaveGone() throws Exception {
    byte[] slow = Clips.noise(LARGEST, 1);
    byte[] late = Clips.noise(LARGE, 2);
    try (SlowSender sender = begin(slow.length)) {
      sender.send(Arrays.copyOf(slow, slow.length - 1_000));
      await("it to be on disk")
          .atMost(TappedStack.PATIENCE)
          .until(() -> ingest.metric(USED) >= LARGEST - 100_000);

      String answer = answer(late);

      assertThat(answer)
          .startsWith("HTTP/1.1 503")
          .contains("\"code\":\"overloaded\"")
          .containsIgnoringCase("retry-after: ");
      assertThat(camera.upload(Clips.sound(1))).as("one that needs no disk").isPresent();
      sender.send(Arrays.copyOfRange(slow, slow.length - 1_000, slow.length));
      assertThat(sender.answer()).startsWith("HTTP/1.1 201");
    }
    assertThat(camera.upload(late)).isPresent();
    assertThat(ingest.metric(USED)).isZero();
  }

  @Test
  void aDiskThatIsFullCostsTheUploadAndNothingElse() throws Exception {
    byte[] large = Clips.noise(LARGE, 3);
    ingest.limitFiles(LONGEST_FILE_KIBIBYTES).askToEnd();
    ingest.startAgain();

    String answer = answer(large);

    assertThat(answer)
        .startsWith("HTTP/1.1 503")
        .contains("\"code\":\"unavailable\"")
        .containsIgnoringCase("retry-after: ");
    assertThat(ingest.ready()).isTrue();
    assertThat(camera.upload(Clips.sound(2))).as("one that needs no disk").isPresent();
    assertThat(stack.recordingsOf(large)).isEmpty();
    ingest.unlimitFiles();
    ingest.askToEnd();
    ingest.startAgain();
    String id = camera.upload(large).orElseThrow();
    assertThat(camera.raw(id)).isEqualTo(large);
  }

  private String answer(byte[] recording) throws IOException {
    try (SlowSender sender = begin(recording.length)) {
      sender.sendUntilAnswered(recording);
      return sender.answer();
    }
  }

  private SlowSender begin(int length) throws IOException {
    return SlowSender.begin(
        ingest.address(), camera.authorization() + "Content-Length: " + length + "\r\n");
  }
}
