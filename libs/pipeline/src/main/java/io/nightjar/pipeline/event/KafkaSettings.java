package io.nightjar.pipeline.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How to reach the message log, and how its clients behave.
 *
 * @param bootstrapServers host and port of one or more brokers, comma-separated
 * @param topics how topics are made that are not there
 * @param sessionTimeout after how long a silent consumer counts as dead
 * @param publishTimeout how long one publication may take before it counts as failed
 * @param client further client properties, such as {@code security.protocol}; never those on which
 *     delivery rests
 */
public record KafkaSettings(
    String bootstrapServers,
    TopicSettings topics,
    Duration sessionTimeout,
    Duration publishTimeout,
    Map<String, String> client) {

  private static final int HEARTBEATS_PER_SESSION = 3;

  /** A dead letter is its original, which may be as large as a broker takes, and some headers. */
  static final int LARGEST_MESSAGE = 2 * 1024 * 1024;

  private static final int ADMIN_TIMEOUT_MILLIS = 10_000;

  /** What a consumer holds at most; events are small. */
  private static final int LARGEST_FETCH = 8 * 1024 * 1024;

  /** What delivery rests on is not for the operator to change. */
  private static final Set<String> OWN =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          CommonClientConfigs.GROUP_ID_CONFIG,
          CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
          CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.LINGER_MS_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
          ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG);

  /**
   * Checks what the clients would trip over later.
   *
   * @throws IllegalArgumentException naming the property that does not fit
   */
  public KafkaSettings {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("nightjar.kafka.bootstrap-servers names no broker");
    }
    if (!sessionTimeout.isPositive() || !publishTimeout.isPositive()) {
      throw new IllegalArgumentException("nightjar.kafka: a timeout must be positive");
    }
    client = Map.copyOf(client);
    ClientProperties.check(client, OWN);
  }

  /** Without the client properties' values, which may be secret. */
  @Override
  public String toString() {
    return "KafkaSettings[" + bootstrapServers + ", client=" + new TreeSet<>(client.keySet()) + "]";
  }

  Map<String, Object> producer() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int timeout = Math.toIntExact(publishTimeout.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_MESSAGE);
    return properties;
  }

  /** The properties of an admin client. */
  public Map<String, Object> admin() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    return properties;
  }

  /**
   * The properties of a consumer whose offsets are committed by hand.
   *
   * @param mostAtOnce records that a poll may return
   */
  public Map<String, Object> consumer(String group, int mostAtOnce) {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(CommonClientConfigs.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostAtOnce);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, LARGEST_FETCH);
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    int session = Math.toIntExact(sessionTimeout.toMillis());
    properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
    properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, session / HEARTBEATS_PER_SESSION);
    return properties;
  }
}
