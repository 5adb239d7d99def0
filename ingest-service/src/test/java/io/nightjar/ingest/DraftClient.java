package io.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Speaks the IETF's draft of resumable uploads request by request. */
final class DraftClient {
  static final String UPLOADS = "/v1/uploads";
  static final String PARTIAL = "application/partial-upload";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  DraftClient(String device) {
    this.token = DeviceTokensFor.device("group", device);
  }

  HttpResponse<String> send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The request that begins an upload. */
  HttpResponse<String> create(String complete, Map<String, String> more, byte[] body)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Upload-Complete", complete);
    return send("POST", UPLOADS, headers, body);
  }

  /** Begins an upload without bytes, and returns its path. */
  String begin(Map<String, String> more) throws IOException, InterruptedException {
    HttpResponse<String> created = create("?0", more, new byte[0]);
    assertThat(created.statusCode()).isEqualTo(201);
    return header(created, "Location");
  }

  HttpResponse<String> append(
      String path, long offset, String complete, byte[] body, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", PARTIAL);
    headers.put("Upload-Offset", Long.toString(offset));
    headers.put("Upload-Complete", complete);
    headers.putAll(more);
    return send("PATCH", path, headers, body);
  }

  HttpResponse<String> append(String path, long offset, String complete, byte[] body)
      throws IOException, InterruptedException {
    return append(path, offset, complete, body, Map.of());
  }

  HttpResponse<String> head(String path) throws IOException, InterruptedException {
    return send("HEAD", path, Map.of(), new byte[0]);
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path, Map.of(), new byte[0]);
  }

  /** A header of an answer, or nothing. */
  static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  /** The answer is a problem that the draft registers, with our code. */
  static JsonNode assertRegistered(
      HttpResponse<String> answer, int status, String type, String code) throws IOException {
    JsonNode problem = assertProblem(answer, status, code);
    assertThat(problem.at("/type").asText())
        .isEqualTo("https://iana.org/assignments/http-problem-types#" + type);
    return problem;
  }

  static JsonNode assertProblem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).startsWith("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.at("/code").asText()).isEqualTo(code);
    assertThat(problem.at("/status").asInt()).isEqualTo(status);
    return problem;
  }
}
