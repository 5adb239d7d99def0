package io.nightjar.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers as ingest-service would, by a script. */
public final class FakeIngest implements AutoCloseable {
  private static final String BY_DIGEST = "/v1/recordings/by-digest/";

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** A request as it came in; its path is what was sent, with the query. */
  public record Received(
      String method,
      String path,
      String authorization,
      String digest,
      String accept,
      String body) {}

  /** An answer to give. */
  public record Reply(int status, String body, String retryAfter) {
    /** One with a document. */
    public static Reply json(int status, String body) {
      return new Reply(status, body, "");
    }

    static Reply accepted(int status, String id) {
      return json(
          status,
          String.format(
              Locale.ROOT,
              """
          {"recordingId":"%s","status":"processing","duplicate":%s,"mediaType":"audio/wav","size":1,"sha256":"00"}""",
              id,
              status == 200));
    }

    /** A recording that stands so. */
    public static Reply state(String id, String status, String artefacts) {
      return json(
          200,
          String.format(
              Locale.ROOT,
              """
          {"recordingId":"%s","group":"g","device":"d","kind":"audio",
          "recorded":{"at":"2026-01-01T00:00:00Z","source":"receipt"},"receivedAt":"2026-01-01T00:00:00Z",
          "fileName":"call.wav","mediaType":"audio/wav",
          "size":1,"sha256":"00","status":"%s","stages":[],"artefacts":[%s]}""",
              id,
              status,
              artefacts));
    }

    /** A refusal. */
    public static Reply problem(int status, String code) {
      return json(
          status,
          String.format(
              Locale.ROOT,
              """
          {"type":"about:blank","title":"t","status":%d,"code":"%s","detail":"because"}""",
              status,
              code));
    }
  }

  /** Answers on a free port. */
  public FakeIngest(Function<Received, Reply> script) throws IOException {
    this(0, script);
  }

  FakeIngest(int port, Function<Received, Reply> script) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, script));
    server.start();
  }

  /** Says that it has a content under an id; of all others, that it has not. */
  FakeIngest knows(String sha256, String id) {
    known.put(sha256, id);
    return this;
  }

  /** Where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it was asked, but whether it has a content. */
  public List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, Function<Received, Reply> script) throws IOException {
    try (exchange) {
      var request =
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toASCIIString(),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Repr-Digest")),
              String.valueOf(exchange.getRequestHeaders().getFirst("Accept")),
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      Reply reply;
      if (request.path().startsWith(BY_DIGEST)) {
        String id = known.get(request.path().substring(BY_DIGEST.length()));
        reply = id == null ? Reply.problem(404, "recording-not-found") : Reply.accepted(200, id);
      } else {
        received.add(request);
        reply = script.apply(request);
      }
      if (!reply.retryAfter().isEmpty()) {
        exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
      }
      byte[] body = reply.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
