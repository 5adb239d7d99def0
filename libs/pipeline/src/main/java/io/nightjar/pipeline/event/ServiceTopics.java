package io.nightjar.pipeline.event;

import io.nightjar.pipeline.event.TopicAdmin.Answer.Given;
import io.nightjar.pipeline.event.TopicAdmin.Answer.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that one service reads and writes: finds them, makes those that are not there, and
 * asks for no others. Thread-safe but for {@link #prepare}, which belongs to one thread.
 */
public final class ServiceTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceTopics.class);

  /** A topic that was made takes a moment to be known. */
  private static final Duration UNTIL_MADE = Duration.ofMillis(50);

  private static final Duration NEXT_LOOK = Duration.ofSeconds(2);

  private final KafkaSettings settings;
  private final Set<String> reads;
  private final Set<String> writes;
  private final Optional<String> group;
  private volatile Optional<String> obstacle = Optional.empty();

  /**
   * Asks for nothing yet.
   *
   * @param group the consumer group in which the service reads, if it reads
   */
  public ServiceTopics(
      KafkaSettings settings,
      Collection<String> reads,
      Collection<String> writes,
      Optional<String> group) {
    this.settings = settings;
    this.reads = Set.copyOf(reads);
    this.writes = Set.copyOf(writes);
    this.group = group;
  }

  /** Why the topics are not ready, if they are not; for people. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /**
   * Returns when every topic is there and the service may do with it what it must. A right that is
   * missing is named once in the log and waited for.
   *
   * @throws LogException if the broker can't be reached
   */
  public void prepare() throws LogException, InterruptedException {
    try (TopicAdmin admin = TopicAdmin.connect(settings)) {
      Look look = look(admin);
      while (!look.isReady()) {
        List<String> missing = new ArrayList<>(look.missing());
        missing.addAll(make(admin, look.absent()));
        name(missing);
        Thread.sleep(missing.isEmpty() ? UNTIL_MADE : NEXT_LOOK);
        look = look(admin);
      }
      obstacle = Optional.empty();
    } catch (LogException e) {
      obstacle = Optional.of("the message log can't be used: " + e.reason());
      throw e;
    }
  }

  /** What a look at the broker found: rights that are missing, and topics that are not there. */
  private record Look(List<String> missing, List<TopicSpec> absent) {
    boolean isReady() {
      return missing.isEmpty() && absent.isEmpty();
    }
  }

  /** Says what is missing, unless it has just been said. */
  private void name(List<String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    String rights = String.join(", ", missing);
    Optional<String> cause = Optional.of("the broker does not allow " + rights);
    if (!cause.equals(obstacle)) {
      obstacle = cause;
      LOG.atError()
          .addKeyValue("missing", rights)
          .log("The broker does not grant every right that this service needs");
    }
  }

  private Look look(TopicAdmin admin) throws LogException, InterruptedException {
    Set<String> all = new TreeSet<>(reads);
    all.addAll(writes);
    List<String> missing = new ArrayList<>();
    List<TopicSpec> absent = new ArrayList<>();
    for (Map.Entry<String, TopicAdmin.Answer<TopicDescription>> described :
        admin.describe(all).entrySet()) {
      String topic = described.getKey();
      switch (described.getValue()) {
        case Given<TopicDescription>(TopicDescription found) ->
            missing.addAll(missingOf(topic, found.authorizedOperations()));
        case Refused<TopicDescription>(UnknownTopicOrPartitionException _) ->
            absent.add(Topics.spec(topic));
        case Refused<TopicDescription>(AuthorizationException _) ->
            missing.addAll(missingOf(topic, Set.of()));
        case Refused<TopicDescription>(KafkaException why) ->
            throw new LogException("cannot look for the topic " + topic + ": " + why, why);
      }
    }
    if (group.isPresent()) {
      missing.addAll(missingOfGroup(admin, group.get()));
    }
    return new Look(missing, absent);
  }

  /** What is missing of a topic; nothing, where the broker does not say what is allowed. */
  private List<String> missingOf(String topic, @Nullable Set<AclOperation> allowed) {
    List<String> missing = new ArrayList<>();
    if (allowed != null && reads.contains(topic) && !allowed.contains(AclOperation.READ)) {
      missing.add("READ on topic " + topic);
    }
    if (allowed != null && writes.contains(topic) && !allowed.contains(AclOperation.WRITE)) {
      missing.add("WRITE on topic " + topic);
    }
    return missing;
  }

  private static List<String> missingOfGroup(TopicAdmin admin, String group)
      throws LogException, InterruptedException {
    List<String> missing = List.of("READ on group " + group);
    return switch (admin.describeGroup(group)) {
      case Given<ConsumerGroupDescription>(ConsumerGroupDescription found) -> {
        Set<AclOperation> allowed = found.authorizedOperations();
        yield allowed == null || allowed.contains(AclOperation.READ) ? List.of() : missing;
      }
      case Refused<ConsumerGroupDescription>(AuthorizationException _) -> missing;
      case Refused<ConsumerGroupDescription>(GroupIdNotFoundException _) -> List.of();
      case Refused<ConsumerGroupDescription>(KafkaException why) ->
          throw new LogException("cannot look for the group " + group + ": " + why, why);
    };
  }

  /** Makes topics; what one of them is then used for, the next look tells. */
  private static List<String> make(TopicAdmin admin, List<TopicSpec> absent)
      throws LogException, InterruptedException {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, TopicAdmin.Answer<Void>> made : admin.make(absent).entrySet()) {
      switch (made.getValue()) {
        case Given<Void> _ -> {}
        case Refused<Void>(TopicExistsException _) -> {}
        case Refused<Void>(AuthorizationException _) ->
            missing.add("CREATE on topic " + made.getKey() + ", which does not exist");
        case Refused<Void>(KafkaException why) ->
            throw new LogException("cannot make the topic " + made.getKey() + ": " + why, why);
      }
    }
    return missing;
  }
}
