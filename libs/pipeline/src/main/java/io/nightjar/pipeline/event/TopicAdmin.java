package io.nightjar.pipeline.event;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a broker about topics and groups, and makes topics. Not thread-safe. */
final class TopicAdmin implements AutoCloseable {
  private static final long TIMEOUT_SECONDS = 30;

  private final Admin admin;
  private final TopicSettings settings;
  private final String bootstrapServers;

  private TopicAdmin(Admin admin, KafkaSettings settings) {
    this.admin = admin;
    this.settings = settings.topics();
    this.bootstrapServers = settings.bootstrapServers();
  }

  /**
   * Connects.
   *
   * @throws LogException if no broker's name can be resolved
   */
  static TopicAdmin connect(KafkaSettings settings) throws LogException {
    try {
      return new TopicAdmin(Admin.create(settings.admin()), settings);
    } catch (KafkaException e) {
      throw new LogException("cannot reach the broker: " + e.getMessage(), e);
    }
  }

  /** What a broker said: an answer, or why there is none. */
  sealed interface Answer<T> {
    /** It is there. */
    record Given<T>(T value) implements Answer<T> {}

    /** The broker refuses. */
    record Refused<T>(KafkaException why) implements Answer<T> {}
  }

  /** Describes topics, each with the operations that this client may do on it. */
  Map<String, Answer<TopicDescription>> describe(Collection<String> topics)
      throws LogException, InterruptedException {
    return answers(
        admin
            .describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues());
  }

  /** Describes a consumer group, with the operations that this client may do on it. */
  Answer<ConsumerGroupDescription> describeGroup(String group)
      throws LogException, InterruptedException {
    return answer(
        admin
            .describeConsumerGroups(
                List.of(group),
                new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
            .describedGroups()
            .values()
            .iterator()
            .next());
  }

  /** Makes topics. */
  Map<String, Answer<Void>> make(Collection<TopicSpec> topics)
      throws LogException, InterruptedException {
    return answers(admin.createTopics(topics.stream().map(this::newTopic).toList()).values());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // its own close would wait for what no one waits for any more
  }

  private NewTopic newTopic(TopicSpec spec) {
    return new NewTopic(
            spec.name(),
            Optional.of(settings.partitions()),
            Optional.of(settings.replicationFactor()))
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                Long.toString(settings.retention(spec).toMillis()),
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Short.toString(settings.minInSyncReplicas()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(spec.largestMessage())));
  }

  private <T> Map<String, Answer<T>> answers(Map<String, KafkaFuture<T>> asked)
      throws LogException, InterruptedException {
    Map<String, Answer<T>> answers = new TreeMap<>();
    for (Map.Entry<String, KafkaFuture<T>> entry : asked.entrySet()) {
      answers.put(entry.getKey(), answer(entry.getValue()));
    }
    return answers;
  }

  private <T> Answer<T> answer(KafkaFuture<T> asked) throws LogException, InterruptedException {
    try {
      return new Answer.Given<>(asked.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return switch (e.getCause()) {
        case UnknownTopicOrPartitionException unknown -> new Answer.Refused<>(unknown);
        case RetriableException passing -> throw unanswered(passing);
        case KafkaException why -> new Answer.Refused<>(why);
        case null, default -> throw unanswered(e);
      };
    } catch (TimeoutException e) {
      throw unanswered(e);
    }
  }

  private LogException unanswered(Exception e) {
    String reason = LogReason.of(e).orElseGet(() -> LogReason.ofSilence(bootstrapServers));
    return new LogException("the broker does not answer: " + e, reason, e);
  }
}
