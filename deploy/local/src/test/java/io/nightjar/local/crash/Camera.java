package io.nightjar.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A device that uploads, and tries again until it is answered with success. */
public final class Camera {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI ingest;
  private final String token;

  /**
   * A registered camera.
   *
   * @param token as it was given one
   */
  public Camera(URI ingest, String token) {
    this.ingest = ingest;
    this.token = token;
  }

  /** One try: the recording's id, or nothing where the service gave no answer of success. */
  public Optional<String> upload(byte[] recording) {
    HttpRequest request =
        request("/v1/recordings").POST(HttpRequest.BodyPublishers.ofByteArray(recording)).build();
    return answer(request).map(body -> body.get("recordingId").asText());
  }

  /** One try with a body of any length that is made while it is sent. */
  Optional<String> upload(Supplier<InputStream> recording) {
    HttpRequest request =
        request("/v1/recordings").POST(HttpRequest.BodyPublishers.ofInputStream(recording)).build();
    return answer(request).map(body -> body.get("recordingId").asText());
  }

  /** Tries until the recording is accepted. */
  public String uploadStubbornly(byte[] recording) {
    return await("an upload to be accepted")
        .atMost(PATIENCE)
        .until(() -> upload(recording), Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until nothing is left to be done with a recording, and returns what became of it. */
  public JsonNode outcome(String recordingId) {
    return await(recordingId + " to be processed")
        .atMost(PATIENCE)
        .until(
            () -> view(recordingId),
            view -> view.isPresent() && !view.get().get("status").asText().equals("processing"))
        .orElseThrow();
  }

  /** A recording as it stands now; nothing where the service gave no answer of success. */
  public Optional<JsonNode> view(String recordingId) {
    return answer(request("/v1/recordings/" + recordingId).GET().build());
  }

  /** The recording that holds a content, if the service has taken it from this camera. */
  Optional<String> recordingOf(String sha256) {
    return answer(request("/v1/recordings/by-digest/" + sha256).GET().build())
        .map(body -> body.get("recordingId").asText());
  }

  /** A recording's own bytes, as the service gives them back. */
  public byte[] raw(String recordingId) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        HTTP.send(
            request("/v1/recordings/" + recordingId + "/raw").GET().build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }

  /** Stage, name and content digest of all artefacts, in order. */
  List<String> artefacts(String recordingId) {
    return outcome(recordingId)
        .get("artefacts")
        .valueStream()
        .map(
            artefact ->
                artefact.get("stage").asText()
                    + "/"
                    + artefact.get("name").asText()
                    + " "
                    + artefact.get("sha256").asText())
        .sorted()
        .toList();
  }

  /** What shows who it is. */
  public String token() {
    return token;
  }

  /** The header that says who it is, with its line break. */
  String authorization() {
    return "Authorization: Bearer " + token + "\r\n";
  }

  /** One try, and the status that it was answered with; 0 for none. */
  int status(byte[] recording) {
    HttpRequest request =
        request("/v1/recordings").POST(HttpRequest.BodyPublishers.ofByteArray(recording)).build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(ingest.resolve(path))
        .timeout(LONGEST_CALL)
        .header("Authorization", "Bearer " + token);
  }

  private static Optional<JsonNode> answer(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return response.statusCode() / 100 == 2
          ? Optional.of(JSON.readTree(response.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
