package io.nightjar.bench.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Health and metrics of a service. Thread-safe. */
public final class Management {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;

  Management(URI address) {
    this.address = address;
  }

  /** Whether the service says that it is ready. */
  public boolean isReady() {
    return get("/q/health/ready").isPresent();
  }

  /**
   * A metric, summed over its series; empty if the service does not answer.
   *
   * @param series how the lines of the wanted series begin: the name, and perhaps a label
   */
  public Optional<Double> metric(String series) {
    return get("/q/metrics")
        .map(
            text ->
                text.lines()
                    .filter(line -> line.startsWith(series))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum());
  }

  private Optional<String> get(String path) {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
