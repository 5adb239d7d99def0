package io.nightjar.pipeline.event;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are not there; one that is there keeps its shape. */
public final class TopicAdmin {
  private static final long TIMEOUT_SECONDS = 30;

  private TopicAdmin() {}

  /**
   * Makes what is missing. Safe from several services at once.
   *
   * @throws LogException if the broker can't be reached or refuses
   */
  public static void ensure(KafkaSettings settings, Collection<String> topics)
      throws LogException, InterruptedException {
    Admin admin = admin(settings);
    try {
      Set<String> there = within(admin.listTopics().names());
      List<NewTopic> missing =
          topics.stream()
              .filter(topic -> !there.contains(topic))
              .map(topic -> topic(topic, settings))
              .toList();
      for (KafkaFuture<Void> made : admin.createTopics(missing).values().values()) {
        awaitMade(made);
      }
    } finally {
      admin.close(Duration.ZERO); // its own close would wait for what no one waits for any more
    }
  }

  private static Admin admin(KafkaSettings settings) throws LogException {
    try {
      return Admin.create(settings.admin());
    } catch (KafkaException e) {
      throw new LogException("cannot reach the broker: " + e.getMessage(), e);
    }
  }

  private static NewTopic topic(String name, KafkaSettings settings) {
    NewTopic topic =
        new NewTopic(
            name, Optional.of(settings.partitions()), Optional.of(settings.replicationFactor()));
    return Topics.isDeadLetters(name)
        ? topic.configs(
            Map.of(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(KafkaSettings.LARGEST_MESSAGE)))
        : topic;
  }

  private static void awaitMade(KafkaFuture<Void> made) throws LogException, InterruptedException {
    try {
      made.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new LogException("cannot make a topic: " + e.getCause(), e);
      }
    } catch (TimeoutException e) {
      throw new LogException("the broker did not make a topic in time", e);
    }
  }

  private static <T> T within(KafkaFuture<T> answer) throws LogException, InterruptedException {
    try {
      return answer.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new LogException("the broker does not answer: " + e, e);
    }
  }
}
