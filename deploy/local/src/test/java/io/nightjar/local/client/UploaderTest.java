package io.nightjar.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.local.client.FakeIngest.Received;
import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.pipeline.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class UploaderTest {
  private static final String ARTEFACT =
      """
      {"stage":"audio","name":"audio.json","mediaType":"application/json","size":12,"sha256":"ab"}""";

  @TempDir Path folder;

  @Test
  @Timeout(60)
  void noFileWaitsForTheOutcomeOfAnother() throws Exception {
    List<String> files = files(5);
    var uploads = new AtomicInteger();
    try (var ingest =
        new FakeIngest(
            request -> {
              if (request.method().equals("POST")) {
                uploads.incrementAndGet();
                return Reply.accepted(201, request.body());
              }
              // Nothing is completed before the last file is in.
              boolean allIn = uploads.get() == files.size();
              return Reply.state(id(request), allIn ? "completed" : "processing", ARTEFACT);
            })) {
      List<UploadOutcome> outcomes = run(ingest, files, true);

      assertThat(outcomes).extracting(UploadOutcome::file).containsExactlyElementsOf(files);
      assertThat(outcomes).extracting(UploadOutcome::status).containsOnly("completed");
      assertThat(outcomes)
          .extracting(UploadOutcome::recordingId)
          .containsExactly("id-0", "id-1", "id-2", "id-3", "id-4");
    }
  }

  @Test
  void oneBadFileDoesNotHoldUpTheOthers() throws Exception {
    List<String> files = files(3);
    String missing = folder.resolve("missing.wav").toString();
    try (var ingest =
        new FakeIngest(
            request ->
                request.body().equals("id-1")
                    ? Reply.problem(415, "not-a-recording")
                    : Reply.accepted(201, request.body()))) {
      List<UploadOutcome> outcomes =
          run(ingest, List.of(files.get(0), files.get(1), missing, files.get(2)), false);

      assertThat(outcomes)
          .extracting(UploadOutcome::status)
          .containsExactly("processing", "rejected", "error", "processing");
    }
  }

  @Test
  void anOutcomeThatDoesNotComeInTimeIsSaidToBeUnknown() throws Exception {
    try (var ingest =
        new FakeIngest(
            request ->
                request.method().equals("POST")
                    ? Reply.accepted(201, "id-0")
                    : Reply.state("id-0", "processing", ""))) {
      UploadOutcome outcome = run(ingest, files(1), true, Duration.ZERO).getFirst();

      assertThat(outcome.status()).isEqualTo("error");
      assertThat(outcome.code()).contains("outcome-unknown");
      assertThat(outcome.recordingId()).isEqualTo("id-0");
    }
  }

  @Test
  void theJsonOfAnOutcomeIsAContract() {
    var completed =
        new UploadOutcome(
            "a.wav",
            "id-0",
            "completed",
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(new Artefact("audio", "audio.json", "application/json", 12, "ab")));
    UploadOutcome refused =
        UploadOutcome.refused("b.wav", new Answer.Refused("not-a-recording", "because"));

    assertThat(Json.bytes(completed))
        .asString(UTF_8)
        .isEqualTo(
            """
            {"file":"a.wav","recordingId":"id-0","status":"completed","duplicate":false,"artefacts":[%s]}"""
                .formatted(ARTEFACT));
    assertThat(Json.bytes(refused))
        .asString(UTF_8)
        .isEqualTo(
            """
            {"file":"b.wav","recordingId":null,"status":"rejected","code":"not-a-recording","detail":"because",\
            "duplicate":false,"artefacts":[]}""");
  }

  private static List<UploadOutcome> run(FakeIngest ingest, List<String> files, boolean wait)
      throws InterruptedException {
    return run(ingest, files, wait, Duration.ofSeconds(50));
  }

  private static List<UploadOutcome> run(
      FakeIngest ingest, List<String> files, boolean wait, Duration patience)
      throws InterruptedException {
    var client = new IngestClient(ingest.address(), "token", Retries.DEFAULT);
    var outcomes = new ArrayList<UploadOutcome>();
    new Uploader(client, wait, patience, bytes -> {}, () -> {}).run(files, outcomes::add);
    return outcomes;
  }

  private static String id(Received request) {
    return request.path().substring(request.path().lastIndexOf('/') + 1);
  }

  private List<String> files(int count) throws Exception {
    var files = new ArrayList<String>();
    for (int number = 0; number < count; number++) {
      files.add(Files.writeString(folder.resolve(number + ".wav"), "id-" + number).toString());
    }
    return files;
  }
}
