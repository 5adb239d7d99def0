package io.nightjar.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.http.HttpResponse;

/**
 * An answer that says no: {@code application/problem+json}, or whatever came instead.
 *
 * @param status the HTTP status
 * @param code stable, of the service or made from the status
 * @param detail for people
 */
record Problem(int status, String code, String detail) {
  static Problem of(HttpResponse<byte[]> response) {
    return of(response.statusCode(), response.body());
  }

  static Problem of(int status, byte[] body) {
    String code = "http-" + status;
    try {
      JsonNode json = Json.read(body, JsonNode.class);
      String title = json.path("title").asText("");
      return new Problem(status, json.path("code").asText(code), json.path("detail").asText(title));
    } catch (IOException notJson) {
      return new Problem(status, code, "");
    }
  }

  /** Whether it is the file that is at fault, rather than the token, the address or the service. */
  boolean isForTheFile() {
    return status / 100 == 4 && status != 401 && status != 403 && status != 404 && status != 429;
  }

  String text() {
    String reason = detail.isBlank() ? "HTTP status " + status : detail;
    return reason + " (" + code + ")";
  }
}
