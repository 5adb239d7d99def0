package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** Speaks to ingest-service as one device, or reads as an operator. Thread-safe. */
public final class IngestClient {
  private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
  private static final String BYTES = "application/octet-stream";
  private static final Duration ANSWER_PATIENCE = Duration.ofMinutes(10);

  /** A link that is slower breaks off a large file. */
  private static final long SLOWEST_BYTES_PER_SECOND = 4 * 1024;

  /** From here on a break costs so much that a file goes in pieces, if it can. */
  private static final long LARGE = 8L << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_PATIENCE)
          .build();
  private final URI ingest;
  private final String token;
  private final Optional<DeviceIdentity> onBehalf;
  private final Retries retries;
  private final Sending whole = this::post;
  private final Sending large;

  /** A client of the service at an address, with a token, that sends each file whole. */
  public IngestClient(URI ingest, String token, Retries retries) {
    this.ingest = ingest;
    this.token = token;
    this.onBehalf = Optional.empty();
    this.retries = retries;
    this.large = whole;
  }

  /**
   * A client that sends large files in pieces.
   *
   * @param onBehalf the device that has recorded them, if the token is not that device's own
   * @param begun the folder where it remembers the uploads that it has begun in this device's name
   */
  public IngestClient(
      URI ingest, String token, Optional<DeviceIdentity> onBehalf, Retries retries, Path begun) {
    this.ingest = ingest;
    this.token = token;
    this.onBehalf = onBehalf;
    this.retries = retries;
    this.large = new ResumableSending(this, new UploadBook(begun), whole);
  }

  /**
   * Sends a file, with its SHA-256 so that damage on the way is found; again after passing faults.
   *
   * <p>A large one goes in pieces, if the service offers that and this client has a place to
   * remember them.
   *
   * @param progress hears of the bytes, but not of the end
   * @throws IOException if the file can't be read, or the service can't take it now
   * @throws Failure if nothing answers at all
   */
  public Answer upload(LocalFile file, UploadProgress progress)
      throws IOException, InterruptedException {
    Sending way = file.size() < LARGE ? whole : large;
    Answer answer = way.send(file, progress);
    file.requireUnchanged("while it was sent");
    return answer;
  }

  private Answer post(LocalFile file, UploadProgress progress)
      throws IOException, InterruptedException {
    byte[] sha256 = HexFormat.of().parseHex(file.sha256());
    String digest = "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    HttpResponse<byte[]> response =
        sendPart(
            new MeteredFile.Part(file.path(), 0, file.size()),
            progress::sent,
            "POST",
            () ->
                request("/v1/recordings")
                    .header("Content-Type", BYTES)
                    .header("Repr-Digest", digest)
                    .header("Content-Disposition", disposition(file)),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() / 100 == 2) {
      return accepted(response.body());
    }
    Problem problem = Problem.of(response);
    if (problem.isForTheFile()) {
      file.requireUnchanged("while it was sent");
      return new Answer.Refused(problem.code(), problem.detail());
    }
    throw new IOException(problem.text());
  }

  /** The name without its folders, in the form of RFC 8187, which may have any letters. */
  private static String disposition(LocalFile file) {
    return "attachment; filename*=UTF-8''" + segment(String.valueOf(file.path().getFileName()));
  }

  /**
   * What an upload of this content would be answered, if the service has it already; empty also if
   * it can't tell.
   *
   * @throws Failure if nothing answers at all
   */
  public Optional<Answer.Accepted> known(LocalFile file) throws InterruptedException {
    try {
      HttpResponse<byte[]> response =
          send(
              () -> request("/v1/recordings/by-digest/" + file.sha256()).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Optional.of(accepted(response.body()))
          : Optional.empty();
    } catch (IOException noAnswer) {
      return Optional.empty();
    }
  }

  private static Answer.Accepted accepted(byte[] body) throws IOException {
    JsonNode json = Json.read(body, JsonNode.class);
    return new Answer.Accepted(
        json.path("recordingId").asText(), json.path("duplicate").asBoolean());
  }

  /**
   * Sends an archive, again after passing faults.
   *
   * @param progress as of a file
   * @param lines gets the lines of the answer as they come; again from the first if it is sent
   *     again
   * @throws IOException if the archive can't be read, or the service can't take it now, or its
   *     answer is cut
   */
  public void archive(Path file, LongConsumer progress, Consumer<JsonNode> lines)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        sendPart(
            new MeteredFile.Part(file, 0, Files.size(file)),
            progress,
            "POST",
            () -> request("/v1/archives").header("Content-Type", BYTES),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() / 100 != 2) {
        Problem problem = Problem.of(response.statusCode(), body.readAllBytes());
        if (problem.isForTheFile()) {
          throw Failure.because(problem.text());
        }
        throw new IOException(problem.text());
      }
      tell(body, lines);
    }
  }

  private static void tell(InputStream body, Consumer<JsonNode> lines) throws IOException {
    try (var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(Json.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class));
      }
    }
  }

  /**
   * Sends bytes of a file, again after passing faults.
   *
   * @param read hears how many bytes went out; of a try that failed, the same amount negative
   */
  <T> HttpResponse<T> sendPart(
      MeteredFile.Part part,
      LongConsumer read,
      String method,
      Supplier<HttpRequest.Builder> head,
      HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    var sent = new AtomicLong();
    LongConsumer counted =
        count -> {
          sent.addAndGet(count);
          read.accept(count);
        };
    return send(
        () -> {
          read.accept(-sent.getAndSet(0));
          return head.get()
              .timeout(ANSWER_PATIENCE.plusSeconds(part.length() / SLOWEST_BYTES_PER_SECOND))
              .method(method, MeteredFile.body(part, counted))
              .build();
        },
        handler);
  }

  /**
   * A recording as it stands now.
   *
   * @throws IOException if the service can't say now
   * @throws Failure if the caller has none with that id, or nothing answers at all
   */
  public RecordingState recording(String id) throws IOException, InterruptedException {
    return Json.read(document(id), RecordingState.class);
  }

  /**
   * All that the service says of a recording, as JSON.
   *
   * @throws IOException if the service can't say now
   * @throws Failure if the caller has none with that id, or nothing answers at all
   */
  public byte[] document(String id) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        send(
            () -> request("/v1/recordings/" + segment(id)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    return switch (response.statusCode() / 100) {
      case 2 -> response.body();
      case 5 -> throw new IOException(Problem.of(response).text());
      default -> throw Failure.because(Problem.of(response).text());
    };
  }

  /**
   * The bytes that a path serves; the caller closes them.
   *
   * @throws Failure if there are none
   */
  InputStream bytes(String path) throws IOException, InterruptedException {
    return bytes(path, "*/*");
  }

  /**
   * The same of what is given in several forms.
   *
   * @param accept the media type that is wanted
   */
  InputStream bytes(String path, String accept) throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        send(
            () -> request(path).header("Accept", accept).build(),
            HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() / 100 != 2) {
      try (InputStream body = response.body()) {
        throw Failure.because(Problem.of(response.statusCode(), body.readAllBytes()).text());
      }
    }
    return response.body();
  }

  <T> HttpResponse<T> send(Request request, HttpResponse.BodyHandler<T> handler)
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
        if (FileChangedException.isCauseOf(broken)) {
          throw FileChangedException.of(broken);
        }
        if (retries.pause(tries, asked).isEmpty()) {
          throw broken;
        }
      }
      Thread.sleep(retries.pause(tries, asked).orElse(Duration.ZERO));
    }
  }

  /**
   * How long to wait before a try more of something that went wrong so often; empty for no more.
   */
  Optional<Duration> pause(int tries) {
    return retries.pause(tries, Optional.empty());
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 429 || status == 503;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  /** Begins a request to a path of the service, as this caller. */
  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(ingest.resolve(path))
            .timeout(ANSWER_PATIENCE)
            .header("Authorization", "Bearer " + token);
    onBehalf.ifPresent(
        device ->
            request.header(
                "Nightjar-Device", segment(device.group()) + "/" + segment(device.device())));
    return request;
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Makes a request anew for each try. */
  interface Request {
    HttpRequest build();
  }
}
