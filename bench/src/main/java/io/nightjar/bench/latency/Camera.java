package io.nightjar.bench.latency;

import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A device that sends recordings whole. Thread-safe. */
final class Camera {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int CREATED = 201;

  private final HttpClient http;
  private final URI target;
  private final String authorization;

  /**
   * A registered device.
   *
   * @param ingest where ingest answers
   */
  Camera(HttpClient http, URI ingest, String token) {
    this.http = http;
    this.target = ingest.resolve("/v1/recordings");
    this.authorization = "Bearer " + token;
  }

  /**
   * An upload that was accepted.
   *
   * @param nanos when the answer was there, by {@link System#nanoTime}
   */
  record Sent(String recordingId, long nanos) {}

  private record Answer(String recordingId) {}

  /**
   * Sends a recording and waits for the answer.
   *
   * @throws IOException if it is not taken, or was there already
   */
  Sent send(byte[] recording) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(PATIENCE)
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofByteArray(recording))
            .build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime();
    if (answer.statusCode() != CREATED) {
      throw new IOException("ingest answered an upload with " + answer.statusCode());
    }
    return new Sent(Json.read(answer.body(), Answer.class).recordingId(), nanos);
  }
}
