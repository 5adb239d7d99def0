package io.nightjar.local.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

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

  /** Whether something listens on each of these ports of the loopback address. */
  static boolean answers(List<Integer> ports) {
    for (int port : ports) {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.ofLiteral(Ports.HOST), port),
            (int) PATIENCE.toMillis());
      } catch (IOException doesNotAnswer) {
        return false;
      }
    }
    return true;
  }
}
