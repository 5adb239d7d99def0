package io.nightjar.local.crash;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Receives spans over OTLP (HTTP, protobuf), as a collector does. */
final class SpanCollector implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  /**
   * A span.
   *
   * @param parent the id of the span that caused it; empty if none
   * @param resource what is said of the service that made it
   */
  record Received(
      String trace,
      String id,
      String parent,
      String name,
      Map<String, String> resource,
      Map<String, String> attributes) {
    String service() {
      return resource.getOrDefault("service.name", "");
    }
  }

  private SpanCollector(HttpServer server) {
    this.server = server;
  }

  static SpanCollector start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SpanCollector collector = new SpanCollector(server);
    server.createContext("/v1/traces", collector::receive);
    server.start();
    return collector;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every span so far. */
  List<Received> spans() {
    return List.copyOf(spans);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = body(exchange)) {
      for (ResourceSpans service :
          ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        Map<String, String> resource = texts(service.getResource().getAttributesList());
        for (ScopeSpans scope : service.getScopeSpansList()) {
          scope.getSpansList().forEach(span -> spans.add(received(span, resource)));
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static InputStream body(HttpExchange exchange) throws IOException {
    InputStream raw = exchange.getRequestBody();
    return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
        ? new GZIPInputStream(raw)
        : raw;
  }

  private static Received received(Span span, Map<String, String> resource) {
    return new Received(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        resource,
        texts(span.getAttributesList()));
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey, attribute -> attribute.getValue().getStringValue(), (a, b) -> b));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
