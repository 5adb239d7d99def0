package io.nightjar.pipeline.consume;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers {@code nightjar_*} that a service adds to an event which it passes on. */
final class OwnHeaders {
  private static final String PREFIX = "nightjar_";
  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  private OwnHeaders() {}

  static void set(Headers headers, String name, String value) {
    headers.remove(PREFIX + name);
    headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<String> get(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(PREFIX + name))
        .map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /** Says where an event first lay, unless it says so already. */
  static void setOrigin(Headers headers, ConsumerRecord<?, ?> message) {
    if (get(headers, TOPIC).isEmpty()) {
      set(headers, TOPIC, message.topic());
      set(headers, PARTITION, Integer.toString(message.partition()));
      set(headers, OFFSET, Long.toString(message.offset()));
    }
  }
}
