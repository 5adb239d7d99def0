package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.local.terminal.Failure;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Speaks to ingest-service as an operator. */
public final class OperatorClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI ingest;
  private final String token;

  /** A client of the service at an address. */
  public OperatorClient(URI ingest, String token) {
    this.ingest = ingest;
    this.token = token;
  }

  /** What a path answers. */
  public JsonNode get(String path) throws InterruptedException {
    return call("GET", path, HttpRequest.BodyPublishers.noBody());
  }

  /**
   * Sends a document to a path, and returns what it answers; an empty object for nothing.
   *
   * @param method {@code POST}, {@code PUT} or {@code DELETE}
   * @throws Failure if the service refuses, or does not answer
   */
  public JsonNode send(String method, String path, Map<String, ?> body)
      throws InterruptedException {
    return call(method, path, HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
  }

  private JsonNode call(String method, String path, HttpRequest.BodyPublisher body)
      throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(ingest.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() / 100 != 2) {
        throw Failure.because(Problem.of(response).text());
      }
      byte[] answer = response.body();
      return answer.length == 0 ? Json.tree(Map.of()) : Json.read(answer, JsonNode.class);
    } catch (ConnectException nobodyThere) {
      throw Failure.notUp("nothing answers at " + ingest);
    } catch (IOException broken) {
      throw Failure.because("the answer of " + ingest + " broke off: " + broken.getMessage());
    }
  }

  /** A path of segments, each escaped as it must be. */
  public static String path(String... segments) {
    StringBuilder path = new StringBuilder("/v1");
    for (String segment : segments) {
      path.append('/').append(escaped(segment));
    }
    return path.toString();
  }

  /** A text as it stands in a path or a query. */
  public static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
