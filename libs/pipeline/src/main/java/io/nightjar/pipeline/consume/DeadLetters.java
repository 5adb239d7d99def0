package io.nightjar.pipeline.consume;

import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Where events go that their service can't handle: as they were, with the cause in headers. */
public final class DeadLetters {
  private static final String PREFIX = "nightjar_";
  private static final int LONGEST_DETAIL = 1000;

  private final EventPublisher publisher;
  private final String service;
  private final String serviceVersion;

  /** Dead letters of one service. */
  public DeadLetters(EventPublisher publisher, String service, String serviceVersion) {
    this.publisher = publisher;
    this.service = service;
    this.serviceVersion = serviceVersion;
  }

  /** Why an event is dead. */
  public enum Cause {
    /** It is no event, or its data break their contract. */
    UNREADABLE_EVENT("unreadable-event"),
    /** It has ended its worker too often. */
    KILLED_WORKER("killed-worker"),
    /** The stage threw what no stage should throw, again and again. */
    STAGE_FAILED("stage-failed");

    private final String code;

    Cause(String code) {
      this.code = code;
    }

    /** The cause's stable code. */
    public String code() {
      return code;
    }
  }

  /**
   * Puts a record among the dead letters.
   *
   * @param detail what is wrong, for people
   * @param attempts how often it was tried
   * @throws IOException if the broker did not confirm it
   */
  public void add(ConsumerRecord<String, byte[]> message, Cause cause, String detail, int attempts)
      throws IOException, InterruptedException {
    var letter =
        new ProducerRecord<>(
            Topics.deadLetters(service), null, message.key(), message.value(), message.headers());
    Headers headers = letter.headers();
    set(headers, "cause", cause.code());
    set(headers, "detail", detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    set(headers, "attempts", Integer.toString(attempts));
    set(headers, "service_version", serviceVersion);
    set(headers, "topic", message.topic());
    set(headers, "partition", Integer.toString(message.partition()));
    set(headers, "offset", Long.toString(message.offset()));
    publisher.send(letter);
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(PREFIX + name);
    headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
  }
}
