package io.nightjar.local.crash;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A device that sends a recording in chunks (tus 1.0.0), each to whatever replica it is told. */
final class ChunkedCamera {
  private static final Duration LONGEST_CALL = Duration.ofSeconds(30);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String token;

  ChunkedCamera(String token) {
    this.token = token;
  }

  /**
   * How far an upload has come.
   *
   * @param offset bytes that need not be sent again
   * @param recordingId what it has become, if it is finished
   */
  record Standing(long offset, Optional<String> recordingId) {
    private static Standing of(HttpResponse<?> answer) {
      return new Standing(
          answer.headers().firstValueAsLong("Upload-Offset").orElseThrow(),
          answer.headers().firstValue("Nightjar-Recording-Id"));
    }
  }

  /** Begins an upload, and returns its path; nothing where that was not answered with success. */
  Optional<String> begin(URI replica, long length) {
    HttpRequest request =
        request(replica.resolve("/v1/uploads"))
            .header("Upload-Length", Long.toString(length))
            .POST(BodyPublishers.noBody())
            .build();
    return success(request).map(answer -> answer.headers().firstValue("Location").orElseThrow());
  }

  /** Asks how far an upload has come; nothing where the replica does not answer with success. */
  Optional<Standing> ask(URI replica, String path) {
    return success(request(replica.resolve(path)).HEAD().build()).map(Standing::of);
  }

  /** Sends a chunk; nothing where it was not answered with success. */
  Optional<Standing> send(URI replica, String path, long offset, InputStream chunk, long length) {
    HttpRequest request =
        request(replica.resolve(path))
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", Long.toString(offset))
            .method(
                "PATCH",
                BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> chunk), length))
            .build();
    return success(request).map(Standing::of);
  }

  /** The bytes of a recording as they are kept. */
  byte[] raw(URI replica, String recordingId) throws IOException, InterruptedException {
    HttpRequest request =
        request(replica.resolve("/v1/recordings/" + recordingId + "/raw")).GET().build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(LONGEST_CALL)
        .header("Tus-Resumable", "1.0.0")
        .header("Authorization", "Bearer " + token);
  }

  private static Optional<HttpResponse<Void>> success(HttpRequest request) {
    try {
      HttpResponse<Void> answer = HTTP.send(request, HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() / 100 == 2 ? Optional.of(answer) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
