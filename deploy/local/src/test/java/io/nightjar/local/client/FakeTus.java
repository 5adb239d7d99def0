package io.nightjar.local.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** One upload as tus 1.0.0 has it, over a link that breaks where it is told to. */
final class FakeTus implements AutoCloseable {
  private static final String UPLOAD = "/v1/uploads/one";

  private final HttpServer server;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private long length;
  private long breakAt = Long.MAX_VALUE;
  private long received;

  FakeTus() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The link breaks once, when so many bytes have come. */
  synchronized FakeTus breaksAt(long bytes) {
    breakAt = bytes;
    return this;
  }

  /** What has come of the upload. */
  synchronized byte[] content() {
    return content.toByteArray();
  }

  /** Bytes that came in requests, those included that came twice. */
  synchronized long received() {
    return received;
  }

  /** Method and path of each request. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          length = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Length"));
          exchange.getResponseHeaders().add("Location", UPLOAD);
          end(exchange, 201);
        }
        case "HEAD" -> {
          exchange.getResponseHeaders().add("Upload-Length", Long.toString(length));
          end(exchange, 200);
        }
        case "PATCH" -> append(exchange);
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void append(HttpExchange exchange) throws IOException {
    String offset = exchange.getRequestHeaders().getFirst("Upload-Offset");
    if (Long.parseLong(offset) != content.size()) {
      exchange.getRequestBody().readAllBytes();
      end(exchange, 409);
      return;
    }
    InputStream body = exchange.getRequestBody();
    byte[] buffer = new byte[16 * 1024];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      received += n;
      content.write(buffer, 0, n);
      if (received >= breakAt) {
        breakAt = Long.MAX_VALUE;
        return; // closes the connection in the middle of the body
      }
    }
    end(exchange, 204);
  }

  private void end(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().add("Upload-Offset", Integer.toString(content.size()));
    if (length == content.size()) {
      exchange.getResponseHeaders().add("Nightjar-Recording-Id", "id-1");
    }
    exchange.sendResponseHeaders(status, -1);
  }
}
