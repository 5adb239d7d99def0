package io.nightjar.pipeline.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.trace.TraceContext;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Events to Kafka records and back: CloudEvents 1.0 in binary mode, data as JSON. */
public final class EventCodec {
  /** Events refer to objects; they never carry media. */
  public static final int LARGEST_DATA = 16 * 1024;

  private EventCodec() {}

  /**
   * The Kafka record that says an event; its key is what it is about.
   *
   * @throws IllegalArgumentException if the data are too large for an event
   */
  public static ProducerRecord<String, byte[]> encode(String topic, Event<?> event) {
    byte[] data = Json.bytes(event.data());
    if (data.length > LARGEST_DATA) {
      throw new IllegalArgumentException("event data of " + data.length + " bytes");
    }
    String subject = event.data().subject();
    CloudEvent cloudEvent =
        CloudEventBuilder.v1()
            .withId(event.id())
            .withSource(URI.create(event.source()))
            .withType(event.type())
            .withSubject(subject)
            .withTime(event.time().atOffset(ZoneOffset.UTC))
            .withDataSchema(URI.create(EventType.schema(event.type())))
            .withData("application/json", data)
            .build();
    ProducerRecord<String, byte[]> message =
        KafkaMessageFactory.createWriter(topic, subject).writeBinary(cloudEvent);
    message
        .headers()
        .add(TraceContext.HEADER, event.trace().traceparent().getBytes(StandardCharsets.US_ASCII));
    return message;
  }

  /** What a record turned out to be. */
  public sealed interface Decoded {}

  /** An event of the type that was asked for. */
  public record Understood<T extends EventContent>(Event<T> event) implements Decoded {}

  /** An event of another type, which is none of the reader's business. */
  public record OtherType(String type) implements Decoded {}

  /** No event, or one whose data break their contract. */
  public record Unreadable(String why) implements Decoded {}

  /** Reads a record as an event of one type. Never throws for what the record holds. */
  public static <T extends EventContent> Decoded decode(
      ConsumerRecord<?, byte[]> message, String type, Class<T> dataType) {
    try {
      CloudEvent cloudEvent = KafkaMessageFactory.createReader(message).toEvent();
      if (!cloudEvent.getType().equals(type)) {
        return new OtherType(cloudEvent.getType());
      }
      if (cloudEvent.getData() == null || cloudEvent.getTime() == null) {
        return new Unreadable("an event without data or time");
      }
      T data = Json.read(cloudEvent.getData().toBytes(), dataType);
      return new Understood<>(
          new Event<>(
              cloudEvent.getId(),
              type,
              cloudEvent.getSource().toString(),
              cloudEvent.getTime().toInstant(),
              trace(message).orElseGet(TraceContext::current),
              data));
    } catch (IOException | RuntimeException e) { // a header without a value is a null pointer there
      return new Unreadable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static Optional<TraceContext> trace(ConsumerRecord<?, ?> message) {
    return Optional.ofNullable(message.headers().lastHeader(TraceContext.HEADER))
        .map(Header::value)
        .flatMap(value -> TraceContext.parse(new String(value, StandardCharsets.US_ASCII)));
  }
}
