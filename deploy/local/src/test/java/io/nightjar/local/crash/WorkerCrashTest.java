package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nightjar.embedded.TopicReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged workers, each killed with SIGKILL at each of its side effects; after it, every
 * recording has one completion identity a stage, and the artefacts of an undisturbed run.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerCrashTest {
  private final AtomicInteger serial = new AtomicInteger(1);
  private TappedStack stack;
  private Camera camera;
  private Camera calmCamera;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    stack =
        TappedStack.start(
            folder, Map.of("ingest", 80, "thermal", 128, "audio", 256, "thumbnail", 128));
    camera = stack.camera("disturbed");
    calmCamera = stack.camera("calm");
  }

  @AfterAll
  void stop() throws Exception {
    stack.stop();
  }

  /** A worker's side effects, in their order. */
  static Stream<Arguments> stepsOfWorkers() {
    Stream<Arguments> ofPreviews =
        Stream.of(
            Arguments.of("thermal", derived("preview"), StoreTap.Moment.BEFORE),
            Arguments.of("thermal", derived("preview"), StoreTap.Moment.AFTER),
            Arguments.of("thermal", manifest("preview"), StoreTap.Moment.AFTER));
    Stream<Arguments> ofServices =
        Stream.of("thermal", "thumbnail", "audio")
            .flatMap(
                worker ->
                    Stream.of(
                        Arguments.of(worker, "GET /nightjar/raw/", StoreTap.Moment.AFTER),
                        Arguments.of(worker, derived(worker), StoreTap.Moment.BEFORE),
                        Arguments.of(worker, derived(worker), StoreTap.Moment.AFTER),
                        Arguments.of(worker, manifest(worker), StoreTap.Moment.BEFORE),
                        Arguments.of(worker, manifest(worker), StoreTap.Moment.AFTER),
                        Arguments.of(
                            worker, "DELETE /nightjar/attempts/", StoreTap.Moment.BEFORE)));
    return Stream.concat(ofServices, ofPreviews);
  }

  @ParameterizedTest(name = "{0} {2} {1}")
  @MethodSource("stepsOfWorkers")
  void aWorkerIsKilledWhileItWorks(String worker, String request, StoreTap.Moment moment) {
    byte[] recording = clipFor(worker).apply(serial.getAndIncrement());
    ServiceProcess process = stack.service(worker);
    stack.tap(worker).strikeOnce(request, moment, process::kill);

    String id = camera.uploadStubbornly(recording);
    await("the kill").atMost(TappedStack.PATIENCE).until(() -> !process.alive());
    process.startAgain();

    List<String> artefacts = camera.artefacts(id);
    String undisturbed = calmCamera.uploadStubbornly(recording);
    assertThat(artefacts).isNotEmpty().isEqualTo(calmCamera.artefacts(undisturbed));
    for (String type : typesFor(worker)) {
      stack.assertOneIdentity("nightjar.artefact.created", id, type);
    }
    await("the marks to be removed")
        .atMost(TappedStack.PATIENCE)
        .until(() -> stack.keys("attempts/").stream().noneMatch(key -> key.contains(id)));
  }

  @Test
  void aRecordingThatKillsItsWorkerThreeTimesHoldsUpNoOther() throws Exception {
    ServiceProcess thermal = stack.service("thermal");
    stack
        .tap("thermal")
        .strikeAlways("GET /nightjar/raw/crash/poison/", StoreTap.Moment.AFTER, thermal::kill);
    Camera culprit = stack.camera("poison");

    String poison = culprit.uploadStubbornly(Clips.thermal(serial.getAndIncrement()));
    for (int kill = 1; kill <= 3; kill++) {
      await("kill " + kill).atMost(TappedStack.PATIENCE).until(() -> !thermal.alive());
      thermal.launch();
    }
    thermal.awaitReady();

    String id = camera.uploadStubbornly(Clips.thermal(serial.getAndIncrement()));
    assertThat(camera.outcome(id).get("status").asText()).isEqualTo("completed");
    List<ConsumerRecord<String, byte[]>> dead =
        await("the dead letter")
            .atMost(TappedStack.PATIENCE)
            .until(
                () -> stack.records("nightjar.thermal-service.dlq", poison),
                found -> !found.isEmpty());
    assertThat(dead).hasSize(1);
    assertThat(TopicReader.header(dead.getFirst(), "nightjar_cause")).isEqualTo("killed-worker");
    assertThat(TopicReader.header(dead.getFirst(), "ce_subject")).isEqualTo(poison);
    stack.tap("thermal").disarm();
  }

  private static String derived(String stage) {
    return "PUT /nightjar/derived/[^/]+/" + stage + "/";
  }

  private static String manifest(String stage) {
    return derived(stage) + ".*/manifest.json";
  }

  private static IntFunction<byte[]> clipFor(String worker) {
    return worker.equals("audio") ? Clips::sound : Clips::thermal;
  }

  private static List<String> typesFor(String worker) {
    return worker.equals("audio")
        ? List.of("spectrogram.rendered", "thumbnail.rendered")
        : List.of("thermal.decoded", "thumbnail.rendered", "preview.rendered");
  }
}
