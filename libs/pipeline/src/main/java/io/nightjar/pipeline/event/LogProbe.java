package io.nightjar.pipeline.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Asks a broker for a sign of life, on a connection of its own, and does not wait long for it. */
public final class LogProbe implements AutoCloseable {
  private final Admin admin;
  private final List<String> topics;
  private final Duration patience;
  private final String bootstrapServers;

  /**
   * Probes a broker.
   *
   * @param topics that the service may describe
   * @param patience how long the whole exchange may take
   */
  public LogProbe(KafkaSettings settings, List<String> topics, Duration patience) {
    Map<String, Object> properties = new HashMap<>(settings.admin());
    int millis = Math.toIntExact(patience.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    this.admin = Admin.create(properties);
    this.topics = List.copyOf(topics);
    this.patience = patience;
    this.bootstrapServers = settings.bootstrapServers();
  }

  /**
   * Returns if the broker tells of the topics.
   *
   * @throws LogException if it does not
   */
  public void run() throws LogException, InterruptedException {
    try {
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get(2 * patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      String reason = LogReason.of(e).orElseGet(() -> LogReason.ofSilence(bootstrapServers));
      throw new LogException("the broker does not answer: " + e, reason, e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
