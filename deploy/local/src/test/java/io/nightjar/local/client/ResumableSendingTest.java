package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.local.client.FakeIngest.Reply;
import io.nightjar.pipeline.retry.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumableSendingTest {
  private static final int CHUNK = 8 << 20;
  private static final int SIZE = 9_000_000;

  @TempDir Path folder;
  private final byte[] content = new byte[SIZE];
  private Path file;

  @BeforeEach
  void write() throws IOException {
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("night.wav"), content);
  }

  @Test
  void aLargeFileGoesInPieces() throws Exception {
    try (var tus = new FakeTus()) {
      Answer answer = client(tus, 3).upload(LocalFile.read(file), UploadProgress.NONE);

      assertThat(answer).isEqualTo(new Answer.Accepted("id-1", false));
      assertThat(tus.content()).isEqualTo(content);
      assertThat(tus.requests())
          .containsExactly("POST /v1/uploads", "PATCH /v1/uploads/one", "PATCH /v1/uploads/one");
      assertThat(folder.resolve("begun")).isEmptyDirectory();
    }
  }

  @Test
  void afterABreakItGoesOnWithWhatHasNotArrived() throws Exception {
    try (var tus = new FakeTus().breaksAt(CHUNK + 100_000)) {
      Answer answer = client(tus, 5).upload(LocalFile.read(file), UploadProgress.NONE);

      assertThat(answer).isEqualTo(new Answer.Accepted("id-1", false));
      assertThat(tus.content()).isEqualTo(content);
    }
  }

  @Test
  void anotherCommandGoesOnWhereAKilledOneStood() throws Exception {
    try (var tus = new FakeTus().breaksAt(CHUNK + 100_000)) {
      LocalFile night = LocalFile.read(file);
      assertThatThrownBy(() -> client(tus, 1).upload(night, UploadProgress.NONE))
          .isInstanceOf(IOException.class);

      Answer answer = client(tus, 1).upload(night, UploadProgress.NONE);

      assertThat(answer).isEqualTo(new Answer.Accepted("id-1", false));
      assertThat(tus.content()).isEqualTo(content);
      assertThat(tus.received()).isEqualTo(SIZE);
      assertThat(tus.requests()).containsOnlyOnce("POST /v1/uploads");
    }
  }

  @Test
  void whereTheServiceDoesNotOfferPiecesItGoesWhole() throws Exception {
    try (var ingest =
        new FakeIngest(
            request ->
                request.path().equals("/v1/uploads")
                    ? Reply.problem(404, "not-found")
                    : Reply.accepted(201, "id-1"))) {
      var client =
          new IngestClient(
              ingest.address(), "token", Optional.empty(), retries(1), folder.resolve("begun"));

      Answer answer = client.upload(LocalFile.read(file), UploadProgress.NONE);

      assertThat(answer).isEqualTo(new Answer.Accepted("id-1", false));
      assertThat(ingest.received().getLast().path()).isEqualTo("/v1/recordings");
    }
  }

  private IngestClient client(FakeTus tus, int tries) {
    return new IngestClient(
        tus.address(), "token", Optional.empty(), retries(tries), folder.resolve("begun"));
  }

  private static Retries retries(int most) {
    return new Retries(most, new Backoff(Duration.ofMillis(1), Duration.ofMillis(5)));
  }
}
