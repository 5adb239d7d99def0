package io.nightjar.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.client.FakeIngest.Received;
import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.retry.Backoff;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
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
          .containsExactly("processing", "rejected", "unknown", "processing");
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

      assertThat(outcome.known()).isFalse();
      assertThat(outcome.code()).contains("outcome-unknown");
      assertThat(outcome.recordingId()).isEqualTo("id-0");
    }
  }

  @Test
  @Timeout(60)
  void aStatusThatCantBeReadForAWhileIsAskedForAgain() throws Exception {
    Iterator<Reply> states =
        List.of(
                Reply.problem(500, "internal-error"),
                Reply.state("id-0", "processing", ""),
                Reply.problem(502, "bad-gateway"),
                Reply.state("id-0", "completed", ARTEFACT))
            .iterator();
    try (var ingest =
        new FakeIngest(
            request ->
                request.method().equals("POST") ? Reply.accepted(201, "id-0") : states.next())) {
      assertThat(run(ingest, files(1), true).getFirst().status()).isEqualTo("completed");
    }
  }

  @Test
  @Timeout(60)
  void aRecordingThatIsGoneCostsTheOthersNothing() throws Exception {
    try (var ingest =
        new FakeIngest(
            request -> {
              if (request.method().equals("POST")) {
                return Reply.accepted(201, request.body());
              }
              return id(request).equals("id-0")
                  ? Reply.problem(404, "recording-not-found")
                  : Reply.state(id(request), "completed", ARTEFACT);
            })) {
      List<UploadOutcome> outcomes = run(ingest, files(2), true);

      assertThat(outcomes)
          .extracting(UploadOutcome::status)
          .containsExactly("unknown", "completed");
      assertThat(outcomes.getFirst().complaint()).contains("recording-not-found");
    }
  }

  @Test
  @Timeout(60)
  void aServiceThatStartsAnewIsWaitedFor() throws Exception {
    var looked = new CountDownLatch(1);
    var outcomes = new ArrayList<UploadOutcome>();
    var first =
        new FakeIngest(
            request -> {
              if (request.method().equals("POST")) {
                return Reply.accepted(201, "id-0");
              }
              looked.countDown();
              return Reply.state("id-0", "processing", "");
            });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var uploader = uploader(first.address(), Duration.ofSeconds(50));
      var files = files(1);
      var running =
          threads.submit(
              () -> {
                uploader.run(files, outcomes::add);
                return outcomes;
              });
      looked.await();
      first.close();
      try (var second =
          new FakeIngest(
              first.address().getPort(), request -> Reply.state("id-0", "completed", ARTEFACT))) {
        assertThat(running.get()).extracting(UploadOutcome::status).containsExactly("completed");
        assertThat(second.received()).isNotEmpty();
      }
    }
  }

  @Test
  @Timeout(60)
  void whoIsInterruptedDoesNotWaitForTheOutcomes() throws Exception {
    Thread caller = Thread.currentThread();
    try (var ingest =
        new FakeIngest(
            request -> {
              if (request.method().equals("POST")) {
                return Reply.accepted(201, "id-0");
              }
              caller.interrupt();
              return Reply.state("id-0", "processing", "");
            })) {
      var uploader = uploader(ingest.address(), Duration.ofDays(1));
      var files = files(3);

      assertThatThrownBy(() -> uploader.run(files, outcome -> {}))
          .isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void whatTheServiceHasIsNotSent() throws Exception {
    List<String> files = files(2);
    // printf id-0 | sha256sum
    String sha256 = "a9412fdddb26a113b7bb52ab6ddbdf5f22e44a3e0007672587557ea5e261bcc6";
    try (var ingest =
        new FakeIngest(
                request ->
                    request.method().equals("POST")
                        ? Reply.accepted(201, "new")
                        : Reply.state(id(request), "completed", ARTEFACT))
            .knows(sha256, "id-before")) {
      List<UploadOutcome> outcomes = run(ingest, files, false);

      assertThat(outcomes)
          .extracting(UploadOutcome::recordingId)
          .containsExactly("id-before", "new");
      assertThat(outcomes).extracting(UploadOutcome::duplicate).containsExactly(true, false);
      assertThat(outcomes)
          .extracting(UploadOutcome::status)
          .containsExactly("completed", "processing");
      assertThat(ingest.received())
          .filteredOn(request -> request.method().equals("POST"))
          .extracting(Received::body)
          .containsExactly("id-1");
    }
  }

  @Test
  void howAKnownRecordingStandsIsNotMadeUp() throws Exception {
    List<String> files = files(1);
    // printf id-0 | sha256sum
    String sha256 = "a9412fdddb26a113b7bb52ab6ddbdf5f22e44a3e0007672587557ea5e261bcc6";
    try (var ingest =
        new FakeIngest(request -> Reply.problem(500, "internal-error")).knows(sha256, "id-0")) {
      UploadOutcome outcome = run(ingest, files, false).getFirst();

      assertThat(outcome.known()).isFalse();
      assertThat(outcome.complaint()).contains("internal-error");
    }
  }

  @Test
  void theMembersOfAnArchiveAreToldAsFilesAre() throws Exception {
    String answer =
        """
        {"type":"member","name":"a.wav","outcome":"accepted","recordingId":"id-a","size":1,"sha256":"00"}
        {"type":"member","name":"b.wav","outcome":"duplicate","recordingId":"id-b","size":1,"sha256":"00"}
        {"type":"member","name":"notes.txt","outcome":"skipped","code":"not-a-recording","detail":"d"}
        {"type":"member","name":"c.wav","outcome":"refused","code":"member-damaged","detail":"because"}
        {"type":"summary","outcome":"complete","members":4}
        """;
    try (var ingest =
        new FakeIngest(
            request ->
                request.method().equals("POST")
                    ? Reply.json(200, answer)
                    : Reply.state(id(request), "partial", ARTEFACT))) {
      var outcomes = new ArrayList<UploadOutcome>();

      long passedOver = uploader(ingest.address(), false).archive(card(), outcomes::add);

      assertThat(passedOver).isEqualTo(1);
      assertThat(outcomes)
          .extracting(UploadOutcome::file)
          .containsExactly(card() + ": a.wav", card() + ": b.wav", card() + ": c.wav");
      assertThat(outcomes)
          .extracting(UploadOutcome::recordingId)
          .containsExactly("id-a", "id-b", null);
      assertThat(outcomes)
          .extracting(UploadOutcome::status)
          .containsExactly("processing", "partial", "rejected");
      assertThat(ingest.received())
          .extracting(Received::path)
          .containsExactly("/v1/archives", "/v1/recordings/id-b");
    }
  }

  @Test
  @Timeout(60)
  void anArchiveThatWasCutIsSentAgainAndEachMemberToldOnce() throws Exception {
    String first =
        """
        {"type":"member","name":"a.wav","outcome":"accepted","recordingId":"id-a"}
        {"type":"member","name":"b.wav","outcome":"failed","code":"unavailable","detail":"d"}
        {"type":"summary","outcome":"incomplete","code":"unavailable","detail":"d"}
        """;
    String second =
        """
        {"type":"member","name":"a.wav","outcome":"duplicate","recordingId":"id-a"}
        {"type":"member","name":"b.wav","outcome":"accepted","recordingId":"id-b"}
        {"type":"summary","outcome":"complete"}
        """;
    Iterator<Reply> script = List.of(Reply.json(200, first), Reply.json(200, second)).iterator();
    try (var ingest = new FakeIngest(request -> script.next())) {
      var outcomes = new ArrayList<UploadOutcome>();

      uploader(ingest.address(), false).archive(card(), outcomes::add);

      assertThat(outcomes).extracting(UploadOutcome::recordingId).containsExactly("id-a", "id-b");
    }
  }

  @Test
  void whatEndsAnArchiveForGoodIsTold() throws Exception {
    String answer =
        """
        {"type":"member","name":"a.wav","outcome":"accepted","recordingId":"id-a"}
        {"type":"summary","outcome":"incomplete","code":"archive-truncated","detail":"it ends"}
        """;
    try (var ingest = new FakeIngest(request -> Reply.json(200, answer))) {
      var outcomes = new ArrayList<UploadOutcome>();

      uploader(ingest.address(), false).archive(card(), outcomes::add);

      assertThat(outcomes).hasSize(2);
      assertThat(outcomes.getLast().known()).isFalse();
      assertThat(outcomes.getLast().complaint()).contains("it ends (archive-truncated)");
      assertThat(ingest.received()).hasSize(1);
    }
  }

  private String card() throws Exception {
    return Files.writeString(folder.resolve("card.zip"), "zip").toString();
  }

  private static Uploader uploader(URI ingest, boolean wait) {
    var quick = new Retries(3, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
    var client = new IngestClient(ingest, "token", quick);
    return new Uploader(client, wait, Duration.ofSeconds(50), Uploader.JOBS, UploadProgress.NONE);
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
            String.format(
                Locale.ROOT,
                """
            {"file":"a.wav","recordingId":"id-0","status":"completed","duplicate":false,"artefacts":[%s]}""",
                ARTEFACT));
    assertThat(Json.bytes(refused))
        .asString(UTF_8)
        .isEqualTo(
            """
            {"file":"b.wav","recordingId":null,"status":"rejected","code":"not-a-recording","duplicate":false,"artefacts":[]}""");
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
    new Uploader(client, wait, patience, Uploader.JOBS, UploadProgress.NONE)
        .run(files, outcomes::add);
    return outcomes;
  }

  private static Uploader uploader(URI ingest, Duration patience) {
    var client = new IngestClient(ingest, "token", Retries.DEFAULT);
    return new Uploader(client, true, patience, Uploader.JOBS, UploadProgress.NONE);
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
