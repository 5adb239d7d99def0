package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Speaks to ingest-service as one device. Thread-safe. */
public final class IngestClient {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .build();
  private final URI ingest;
  private final String token;
  private final Retries retries;

  /** A client of the service at an address, with a device's token. */
  public IngestClient(URI ingest, String token, Retries retries) {
    this.ingest = ingest;
    this.token = token;
    this.retries = retries;
  }

  /**
   * Sends a file, with its SHA-256 so that damage on the way is found; again after passing faults.
   *
   * @param progress hears how many bytes went out; of a try that failed, the same amount negative
   * @throws IOException if the file can't be read, or the service can't take it now
   * @throws Failure if nothing answers at all
   */
  public Answer upload(Path file, LongConsumer progress) throws IOException, InterruptedException {
    long size = Files.size(file);
    byte[] sha256 = HexFormat.of().parseHex(Sha256.of(file));
    String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    var sent = new AtomicLong();
    HttpResponse<byte[]> response =
        send(
            () -> {
              progress.accept(-sent.getAndSet(0));
              return request("/v1/recordings")
                  .header("Content-Type", "application/octet-stream")
                  .header("Repr-Digest", digest)
                  .POST(
                      MeteredFile.body(
                          file,
                          size,
                          count -> {
                            sent.addAndGet(count);
                            progress.accept(count);
                          }))
                  .build();
            },
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() / 100 == 2) {
      JsonNode json = Json.read(response.body(), JsonNode.class);
      return new Answer.Accepted(
          json.path("recordingId").asText(), json.path("duplicate").asBoolean());
    }
    Problem problem = Problem.of(response);
    if (problem.isForTheFile()) {
      return new Answer.Refused(problem.code(), problem.detail());
    }
    throw new IOException(problem.text());
  }

  /**
   * A recording as it stands now.
   *
   * @throws IOException if the service can't say now
   * @throws Failure if this device has none with that id, or nothing answers at all
   */
  public RecordingState recording(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            () -> request("/v1/recordings/" + segment(id)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return switch (response.statusCode() / 100) {
      case 2 -> Json.read(response.body(), RecordingState.class);
      case 5 -> throw new IOException(Problem.of(response).text());
      default -> throw Failure.because(Problem.of(response).text());
    };
  }

  /**
   * The bytes of an artefact; the caller closes them.
   *
   * @throws Failure if there is no such artefact
   */
  public InputStream artefact(String id, String stage, String name)
      throws IOException, InterruptedException {
    String path =
        "/v1/recordings/" + segment(id) + "/artefacts/" + segment(stage) + "/" + segment(name);
    HttpResponse<InputStream> response =
        send(() -> request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() / 100 != 2) {
      try (InputStream body = response.body()) {
        throw Failure.because(Problem.of(response.statusCode(), body.readAllBytes()).text());
      }
    }
    return response.body();
  }

  private <T> HttpResponse<T> send(Request request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      Optional<Duration> asked = Optional.empty();
      try {
        HttpResponse<T> response = http.send(request.build(), handler);
        if (!isPassing(response.statusCode())) {
          return response;
        }
        asked = retryAfter(response);
        if (retries.pause(tries, asked).isEmpty()) {
          return response;
        }
      } catch (ConnectException nobodyThere) {
        throw Failure.notUp("nothing answers at " + ingest);
      } catch (IOException broken) {
        if (retries.pause(tries, asked).isEmpty()) {
          throw broken;
        }
      }
      Thread.sleep(retries.pause(tries, asked).orElse(Duration.ZERO));
    }
  }

  private static boolean isPassing(int status) {
    return status == 429 || status == 503;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ingest.resolve(path))
        .timeout(ANSWER_PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private interface Request {
    HttpRequest build();
  }
}
