package io.nightjar.local.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks processes how they are. */
final class Health {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final int DOWN = 503;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Whether a service says that it can work. */
  boolean isReady(URI service) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(service.resolve("/q/health/ready")).timeout(PATIENCE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    } catch (IOException doesNotAnswer) {
      return false;
    }
  }

  /** Whether a service answers that it is beyond help, and wants to be started anew. */
  boolean isDown(URI service) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(service.resolve("/q/health/live")).timeout(PATIENCE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == DOWN;
    } catch (IOException doesNotAnswer) {
      return false;
    }
  }

  /** How a service is, as its checks say. */
  Condition of(URI management) throws InterruptedException {
    var request = HttpRequest.newBuilder(management.resolve("/q/health")).timeout(PATIENCE).build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == OK ? Condition.READY : Condition.unready(causes(answer));
    } catch (IOException doesNotAnswer) {
      return Condition.unready(silent(management, doesNotAnswer));
    }
  }

  private static String causes(HttpResponse<byte[]> answer) throws IOException {
    JsonNode checks = Json.read(answer.body(), JsonNode.class).path("checks");
    String causes =
        StreamSupport.stream(checks.spliterator(), false)
            .filter(check -> !check.path("status").asText().equals("UP"))
            .map(Health::cause)
            .collect(Collectors.joining("; "));
    return causes.isEmpty() ? "its health answers " + answer.statusCode() : causes;
  }

  /** What a check calls the cause; else all that it tells. */
  private static String cause(JsonNode check) {
    JsonNode data = check.path("data");
    if (data.has("cause")) {
      return data.get("cause").asText();
    }
    return data.properties().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue().asText())
        .collect(Collectors.joining(", ", check.path("name").asText() + " is down: ", ""));
  }

  /** How a store is: whatever it answers to who is nobody, it answers. */
  Condition ofStore(URI endpoint) throws InterruptedException {
    var request = HttpRequest.newBuilder(endpoint).timeout(PATIENCE).build();
    try {
      client.send(request, HttpResponse.BodyHandlers.discarding());
      return Condition.READY;
    } catch (IOException doesNotAnswer) {
      return Condition.unready(silent(endpoint, doesNotAnswer));
    }
  }

  /** How a broker is: whether it takes connections. */
  static Condition ofBroker(URI address) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral(address.getHost()), address.getPort()),
          (int) PATIENCE.toMillis());
      return Condition.READY;
    } catch (IOException doesNotAnswer) {
      return Condition.unready(silent(address, doesNotAnswer));
    }
  }

  private static String silent(URI address, IOException why) {
    return "does not answer on " + address.getAuthority() + " (" + why + ")";
  }
}
