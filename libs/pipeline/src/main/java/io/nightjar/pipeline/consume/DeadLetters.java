package io.nightjar.pipeline.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.event.EventPublisher;
import io.nightjar.pipeline.event.LogException;
import io.nightjar.pipeline.event.Topics;
import io.nightjar.pipeline.meter.PipelineMeter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where events go that their service can't handle: as they were, with the cause in headers. */
public final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int LONGEST_DETAIL = 1000;

  private final MeterRegistry meters;
  private final EventPublisher publisher;
  private final String service;
  private final String serviceVersion;

  /** Dead letters of one service. */
  public DeadLetters(
      EventPublisher publisher, String service, String serviceVersion, MeterRegistry meters) {
    this.meters = meters;
    this.publisher = publisher;
    this.service = service;
    this.serviceVersion = serviceVersion;
  }

  /**
   * Puts a record among the dead letters.
   *
   * @param code why it is dead, stable
   * @param detail the same for people
   * @param attempts how often it was tried
   * @throws LogException if the broker did not confirm it
   */
  public void add(ConsumerRecord<String, byte[]> message, String code, String detail, int attempts)
      throws LogException, InterruptedException {
    var letter =
        new ProducerRecord<>(
            Topics.deadLetters(service), null, message.key(), message.value(), message.headers());
    Headers headers = letter.headers();
    OwnHeaders.set(headers, "cause", code);
    OwnHeaders.set(
        headers, "detail", detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL)));
    OwnHeaders.set(headers, "attempts", Integer.toString(attempts));
    OwnHeaders.set(headers, "service_version", serviceVersion);
    OwnHeaders.setOrigin(headers, message);
    publisher.send(letter);
    PipelineMeter.DEAD_LETTERS.counter(meters, code).increment();
    LOG.atError()
        .addKeyValue("cause", code)
        .addKeyValue("detail", detail)
        .addKeyValue("attempts", attempts)
        .addKeyValue("topic", message.topic())
        .addKeyValue("partition", message.partition())
        .addKeyValue("offset", message.offset())
        .log("Event put among the dead letters");
  }
}
