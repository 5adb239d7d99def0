package io.nightjar.pipeline.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.ByteString;

/** Stands before a store and changes its answers, as stores with other ideas of S3 would. */
final class BentStore implements AutoCloseable {
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "transfer-encoding", "content-length", "expect", "date");

  private final HttpServer server;
  private final OkHttpClient http = new OkHttpClient();
  private final URI store;
  private final Bend bend;
  private final Map<String, ByteString> bodies = new ConcurrentHashMap<>();

  /** What came in. */
  record Asked(String method, String path, Map<String, String> headers) {
    boolean has(String header) {
      return headers.containsKey(header);
    }
  }

  /** What goes out. */
  record Answered(int status, Headers headers, ByteString body) {
    static Answered error(int status, String code) {
      String xml =
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
              .replace("%s", code);
      return new Answered(
          status, Headers.of("Content-Type", "application/xml"), ByteString.encodeUtf8(xml));
    }
  }

  /** How a store is bent. */
  @FunctionalInterface
  interface Bend {
    /**
     * What is answered instead.
     *
     * @param store gives the store's own answer; one that is not asked does nothing
     * @param whole what was last stored there
     */
    Answered bend(Asked asked, Straight store, Optional<ByteString> whole) throws IOException;
  }

  /** The store's own answer. */
  @FunctionalInterface
  interface Straight {
    Answered answer() throws IOException;
  }

  BentStore(URI store, Bend bend) throws IOException {
    this.store = store;
    this.bend = bend;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().toString();
      if (exchange.getRequestMethod().equals("PUT")) {
        bodies.put(path, ByteString.of(body));
      }
      Map<String, String> headers = new ConcurrentHashMap<>();
      for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
        headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().getFirst());
      }
      Asked asked = new Asked(exchange.getRequestMethod(), path, headers);
      reply(
          exchange,
          bend.bend(asked, () -> ask(asked, body), Optional.ofNullable(bodies.get(path))));
    }
  }

  private Answered ask(Asked asked, byte[] body) throws IOException {
    Request.Builder request = new Request.Builder().url(store + asked.path());
    asked
        .headers()
        .forEach(
            (name, value) -> {
              if (!OF_THE_CONNECTION.contains(name)) {
                request.header(name, value);
              }
            });
    boolean empty = Set.of("GET", "HEAD", "DELETE").contains(asked.method());
    request.method(asked.method(), empty ? null : RequestBody.create(body));
    try (Response response = http.newCall(request.build()).execute()) {
      Buffer buffer = new Buffer();
      response.body().source().readAll(buffer);
      return new Answered(response.code(), response.headers(), buffer.readByteString());
    }
  }

  private static void reply(HttpExchange exchange, Answered answer) throws IOException {
    for (String name : answer.headers().names()) {
      if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
        exchange.getResponseHeaders().set(name, String.valueOf(answer.headers().get(name)));
      }
    }
    boolean none = answer.body().size() == 0;
    exchange.sendResponseHeaders(answer.status(), none ? -1 : answer.body().size());
    if (!none) {
      exchange.getResponseBody().write(answer.body().toByteArray());
    }
  }
}
