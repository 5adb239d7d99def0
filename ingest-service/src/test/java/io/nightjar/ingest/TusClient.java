package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** Speaks the resumable protocol request by request, so that each can be a wrong one. */
final class TusClient {
  static final String UPLOADS = "/v1/uploads";
  static final String CHUNK = "application/offset+octet-stream";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  TusClient(String device) {
    this.token = DeviceTokensFor.device("group", device);
  }

  /**
   * A request with the headers that every one has; a header that is said to be empty is left out.
   */
  HttpResponse<String> send(String method, String path, Map<String, String> more, byte[] body)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Tus-Resumable", "1.0.0");
    headers.put("Authorization", "Bearer " + token);
    headers.putAll(more);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(method, path, headers, new byte[0]);
  }

  /** Begins an upload, and returns its path. */
  String create(int length) throws IOException, InterruptedException {
    HttpResponse<String> created =
        send("POST", UPLOADS, Map.of("Upload-Length", Integer.toString(length)));
    return created.headers().firstValue("Location").orElseThrow();
  }

  HttpResponse<String> patch(String path, long offset, byte[] body, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", CHUNK);
    headers.put("Upload-Offset", Long.toString(offset));
    headers.putAll(more);
    return send("PATCH", path, headers, body);
  }

  HttpResponse<String> patch(String path, long offset, byte[] body)
      throws IOException, InterruptedException {
    return patch(path, offset, body, Map.of());
  }

  HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return send("HEAD", path, Map.of());
  }

  /** A header of an answer, or nothing. */
  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The answer is a problem of a kind. */
  static void assertProblem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(new ObjectMapper().readTree(answer.body()).at("/code").asText()).isEqualTo(code);
  }
}
