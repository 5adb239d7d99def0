package io.nightjar.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event of the message log, where it is a CloudEvent in binary mode.
 *
 * @param document the same in structured mode: a CloudEvents 1.0 document in JSON with all its
 *     attributes
 */
public record StackEvent(JsonNode document) {
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";

  /** Of the tracing extension, which has a header without the prefix. */
  private static final String TRACE = "traceparent";

  /** In the order in which the specification names them; extensions follow. */
  private static final List<String> ATTRIBUTES =
      List.of("specversion", "id", "source", "type", "subject", "time", "dataschema");

  /** The event that a message is; empty if it is none. */
  static Optional<StackEvent> of(ConsumerRecord<byte[], byte[]> message) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : message.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    for (String attribute : ATTRIBUTES) {
      move(headers, PREFIX + attribute, document, attribute);
    }
    move(headers, CONTENT_TYPE, document, "datacontenttype");
    move(headers, TRACE, document, TRACE);
    List.copyOf(headers.keySet()).stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name -> move(headers, name, document, name.substring(PREFIX.length())));
    if (!document.has("id") || !document.has("type")) {
      return Optional.empty();
    }
    addData(document, message.value());
    return Optional.of(new StackEvent(document));
  }

  private static void move(
      Map<String, String> headers, String name, ObjectNode document, String attribute) {
    String value = headers.remove(name);
    if (value != null) {
      document.put(attribute, value);
    }
  }

  /** What is no JSON stands there in base 64, as the specification has it. */
  private static void addData(ObjectNode document, byte[] value) {
    if (value == null) {
      return;
    }
    try {
      document.set("data", Json.read(value, JsonNode.class));
    } catch (IOException notJson) {
      document.put("data_base64", value);
    }
  }

  /** The same for the same effect, so that a repeat can be told. */
  public String id() {
    return attribute("id");
  }

  /** What happened. */
  public String type() {
    return attribute("type");
  }

  /** The recording, or the device. */
  public String subject() {
    return attribute("subject");
  }

  /** When, ISO 8601. */
  public String time() {
    return attribute("time");
  }

  /** What the schema of the type holds; a missing node if it is no JSON. */
  public JsonNode data() {
    return document.path("data");
  }

  private String attribute(String name) {
    return document.path(name).asText("");
  }
}
