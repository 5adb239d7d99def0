package io.nightjar.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nightjar.pipeline.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it stands in the message log: a CloudEvent in binary mode.
 *
 * @param id the same for the same effect, so that a repeat can be told
 * @param type what happened
 * @param source who says so
 * @param subject the recording
 * @param time when, ISO 8601
 * @param topic where it was read
 * @param partition of the topic
 * @param offset in the partition
 * @param data what the event's schema holds
 */
public record CompletionEvent(
    String id,
    String type,
    String source,
    String subject,
    String time,
    String topic,
    int partition,
    long offset,
    JsonNode data) {

  static CompletionEvent of(ConsumerRecord<byte[], byte[]> message) {
    return new CompletionEvent(
        header(message, "ce_id"),
        header(message, "ce_type"),
        header(message, "ce_source"),
        header(message, "ce_subject"),
        header(message, "ce_time"),
        message.topic(),
        message.partition(),
        message.offset(),
        data(message.value()));
  }

  /** The event on one line, for people. */
  public String line() {
    var line = new StringBuilder(time + "  " + type + "  " + subject);
    for (String field : new String[] {"stage", "status", "code"}) {
      String value = data.path(field).asText("");
      if (!value.isBlank()) {
        line.append("  ").append(value);
      }
    }
    int artefacts = data.path("artefacts").size();
    return artefacts == 0 ? line.toString() : line + "  artefacts: " + artefacts;
  }

  private static String header(ConsumerRecord<?, ?> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static JsonNode data(byte[] value) {
    try {
      return value == null ? MissingNode.getInstance() : Json.read(value, JsonNode.class);
    } catch (IOException notJson) {
      return MissingNode.getInstance();
    }
  }
}
