package io.nightjar.local.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event that a service could not handle, put aside as it came.
 *
 * @param service that put it aside
 * @param at when
 * @param cause stable, one of docs/codes.md
 * @param detail the same for people
 * @param attempts how often it was tried
 * @param key of the message: the recording, as its sender has it; empty if it had none
 * @param event the event itself; empty if it is no CloudEvent
 */
public record DeadLetter(
    String service,
    Instant at,
    String cause,
    String detail,
    String attempts,
    String key,
    Optional<StackEvent> event) {

  static DeadLetter of(String service, ConsumerRecord<byte[], byte[]> message) {
    return new DeadLetter(
        service,
        Instant.ofEpochMilli(message.timestamp()),
        header(message, "nightjar_cause"),
        header(message, "nightjar_detail"),
        header(message, "nightjar_attempts"),
        message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8),
        StackEvent.of(message));
  }

  private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
    Header header = message.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Who sent the event, as it says itself; empty if it does not. */
  public String source() {
    return event.map(sent -> sent.document().path("source").asText("")).orElse("");
  }

  /** All of it in JSON. */
  public ObjectNode document() {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("service", service).put("time", at.toString());
    document.put("cause", cause).put("detail", detail).put("attempts", attempts).put("key", key);
    event.ifPresent(sent -> document.set("event", sent.document()));
    return document;
  }
}
