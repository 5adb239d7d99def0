package io.nightjar.pipeline.event;

import io.nightjar.pipeline.trace.Tracing;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes and waits until all in-sync replicas hold what was published. Thread-safe. */
public final class EventPublisher implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final KafkaProducer<String, byte[]> producer;
  private final Duration timeout;

  /** Connects in the background. */
  public EventPublisher(KafkaSettings settings) {
    this.producer =
        new KafkaProducer<>(settings.producer(), new StringSerializer(), new ByteArraySerializer());
    this.timeout = settings.publishTimeout();
  }

  /**
   * Publishes an event.
   *
   * @throws LogException if the broker did not confirm it in time; it may have it all the same
   */
  public void publish(String topic, Event<?> event) throws LogException, InterruptedException {
    send(EventCodec.encode(topic, event));
  }

  /**
   * Publishes a record as it is.
   *
   * @throws LogException if the broker did not confirm it in time; it may have it all the same
   */
  public void send(ProducerRecord<String, byte[]> message)
      throws LogException, InterruptedException {
    try (var _ = Tracing.publish(message.topic())) {
      producer.send(message).get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptException e) {
      Thread.interrupted(); // the exception set it again
      throw (InterruptedException) new InterruptedException("while publishing").initCause(e);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new LogException("cannot publish to " + message.topic() + ": " + cause, e);
    }
  }

  /**
   * How many partitions a topic has.
   *
   * @throws LogException if the broker does not tell in time
   */
  public int partitions(String topic) throws LogException {
    try {
      return producer.partitionsFor(topic).size();
    } catch (KafkaException e) {
      throw new LogException("cannot look " + topic + " up: " + e, e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
  }
}
