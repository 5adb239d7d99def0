package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.local.terminal.ExitCode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.retry.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestClientTest {
  private static final Retries QUICK =
      new Retries(3, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("hello.wav"), "hello");
  }

  @Test
  void aFileIsSentWholeWithItsDigestAndTheDevicesToken() throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.accepted(201, "id-1"))) {
      Answer answer = client(ingest).upload(LocalFile.read(file), UploadProgress.NONE);

      assertThat(answer).isEqualTo(new Answer.Accepted("id-1", false));
      // printf hello | openssl dgst -sha256 -binary | base64
      assertThat(ingest.received())
          .containsExactly(
              new FakeIngest.Received(
                  "POST",
                  "/v1/recordings",
                  "Bearer secret-token",
                  "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:",
                  "null",
                  "hello"));
    }
  }

  @Test
  void aRepeatIsToldFromTheFirst() throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.accepted(200, "id-1"))) {
      assertThat(client(ingest).upload(LocalFile.read(file), UploadProgress.NONE))
          .isEqualTo(new Answer.Accepted("id-1", true));
    }
  }

  @Test
  void anEmptyFileIsSentToo() throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.problem(400, "empty-body"))) {
      Path empty = Files.createFile(folder.resolve("empty.cptv"));

      assertThat(client(ingest).upload(LocalFile.read(empty), UploadProgress.NONE))
          .isEqualTo(new Answer.Refused("empty-body", "because"));
    }
  }

  @ParameterizedTest
  @CsvSource({"400, digest-mismatch", "413, too-large", "415, not-a-recording"})
  void aFileAtFaultIsRefusedAndNotSentAgain(int status, String code) throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.problem(status, code))) {
      assertThat(client(ingest).upload(LocalFile.read(file), UploadProgress.NONE))
          .isEqualTo(new Answer.Refused(code, "because"));
      assertThat(ingest.received()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"401, token-invalid", "404, not-found", "500, internal-error"})
  void whatIsNotTheFilesFaultIsAnError(int status, String code) throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.problem(status, code))) {
      assertThatThrownBy(() -> client(ingest).upload(LocalFile.read(file), UploadProgress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessage("because (" + code + ")");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 503})
  void anOverloadedServiceIsAskedAgainAndTheWholeFileSentAgain(int busy) throws Exception {
    Iterator<Reply> script =
        List.of(
                new Reply(busy, "", "0"),
                Reply.problem(busy, "overloaded"),
                Reply.accepted(201, "id-1"))
            .iterator();
    try (var ingest = new FakeIngest(request -> script.next())) {
      var progress = new ArrayList<Long>();

      assertThat(client(ingest).upload(LocalFile.read(file), counting(progress)))
          .isEqualTo(new Answer.Accepted("id-1", false));
      assertThat(ingest.received()).hasSize(3).allMatch(request -> request.body().equals("hello"));
      assertThat(progress.stream().mapToLong(Long::longValue).sum()).isEqualTo("hello".length());
    }
  }

  @Test
  void anOverloadedServiceIsNotAskedForEver() throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.problem(503, "overloaded"))) {
      assertThatThrownBy(() -> client(ingest).upload(LocalFile.read(file), UploadProgress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessage("because (overloaded)");
      assertThat(ingest.received()).hasSize(3);
    }
  }

  @Test
  void whereNobodyListensTheUserIsToldToStartTheStack() throws Exception {
    var ingest = new FakeIngest(request -> Reply.accepted(201, "id-1"));
    ingest.close();

    assertThatThrownBy(() -> client(ingest).upload(LocalFile.read(file), UploadProgress.NONE))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.NOT_UP))
        .hasMessageContaining("./nightjar up");
  }

  @Test
  void aRecordingIsReadAndNamesCannotLeadElsewhere() throws Exception {
    String artefact =
        """
        {"stage":"audio","name":"audio.json","mediaType":"application/json","size":12,"sha256":"ab"}""";
    try (var ingest = new FakeIngest(request -> Reply.state("id-1", "completed", artefact))) {
      RecordingState state = client(ingest).recording("../admin?x");

      assertThat(state.isProcessing()).isFalse();
      assertThat(state.artefacts())
          .containsExactly(new Artefact("audio", "audio.json", "application/json", 12, "ab"));
      assertThat(ingest.received().getFirst().path()).isEqualTo("/v1/recordings/..%2Fadmin%3Fx");
    }
  }

  @Test
  void anArtefactThatCameDamagedIsNotKept() throws Exception {
    // printf hello | sha256sum
    String right = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    try (var ingest = new FakeIngest(request -> Reply.json(200, "hello"))) {
      Path target = folder.resolve("target");
      new VerifiedDownload(client(ingest), hello(right)).to(target);
      assertThat(target).hasContent("hello");

      Path damaged = folder.resolve("damaged");
      String wrong = right.replace('2', '3');
      var download = new VerifiedDownload(client(ingest), hello(wrong));
      assertThatThrownBy(() -> download.to(damaged))
          .isInstanceOf(Failure.class)
          .hasMessageContaining(right);
      assertThat(folder).isDirectoryNotContaining("glob:**damaged*");
    }
  }

  private static StoredBytes hello(String sha256) {
    return StoredBytes.of("id", new Artefact("s", "n", "t", 5, sha256));
  }

  @Test
  void aFileThatGrowsWhileItIsSentIsSentAsItWasAndItsUserIsTold() throws Exception {
    try (var ingest =
        new FakeIngest(
            request -> {
              append(" and more");
              return Reply.accepted(201, "id-1");
            })) {
      LocalFile hello = LocalFile.read(file);

      assertThatThrownBy(() -> client(ingest).upload(hello, UploadProgress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("has grown while it was sent");
      assertThat(ingest.received().getFirst().body()).isEqualTo("hello");
    }
  }

  @Test
  void aFileThatHasBecomeShorterIsNotTriedAgain() throws Exception {
    try (var ingest = new FakeIngest(request -> Reply.accepted(201, "id-1"))) {
      LocalFile hello = LocalFile.read(file);
      Files.writeString(file, "he");

      assertThatThrownBy(() -> client(ingest).upload(hello, UploadProgress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("shorter");
      assertThat(ingest.received()).isEmpty();
    }
  }

  @Test
  void aFileThatIsGoneIsSaidToBeGone() throws Exception {
    Files.delete(file);

    assertThatThrownBy(() -> LocalFile.read(file)).hasMessage("it is gone");
  }

  private static UploadProgress counting(List<Long> sent) {
    return new UploadProgress() {
      @Override
      public void sent(long bytes) {
        sent.add(bytes);
      }

      @Override
      public void spared(long bytes) {}

      @Override
      public void done() {}
    };
  }

  private void append(String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IngestClient client(FakeIngest ingest) {
    return new IngestClient(ingest.address(), "secret-token", QUICK);
  }
}
