package io.nightjar.pipeline.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nightjar.pipeline.BrokerAndStore;
import io.nightjar.pipeline.Sandbox;
import io.nightjar.pipeline.event.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(BrokerAndStore.class)
@Timeout(180)
class EventConsumerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PATIENT = Duration.ofSeconds(15);

  private final Sandbox sandbox;
  private final Queue<String> handled = new ConcurrentLinkedQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch atGate = new CountDownLatch(1);
  private String topic = "";
  private String group = "";

  EventConsumerTest(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @BeforeEach
  void makeTopic() throws Exception {
    topic = sandbox.topic("consumed");
    group = sandbox.unique("group");
  }

  @Test
  void commitsOnlyWhatLiesBehindTheFirstUnfinishedRecord() throws Exception {
    send(0, "slow", "2", "3");
    send(1, "other");

    try (var _ = new Member(2, PATIENT, this::waitIfSlow)) {
      await().atMost(PATIENCE).until(() -> handled.containsAll(List.of("2", "3", "other")));
      await().atMost(PATIENCE).until(() -> sandbox.committed(group, topic, 1) == 1);
      assertThat(sandbox.committed(group, topic, 0)).isZero();

      gate.countDown();

      await().atMost(PATIENCE).until(() -> sandbox.committed(group, topic, 0) == 3);
    }
  }

  @Test
  void letsASlowRecordHoldUpNoOther() throws Exception {
    send(0, "slow");
    List<String> others = numbers(0, 50);
    send(0, others.toArray(String[]::new));

    try (var _ = new Member(2, PATIENT, this::waitIfSlow)) {
      await().atMost(PATIENCE).until(() -> handled.containsAll(others));
      assertThat(handled).doesNotContain("slow");
      gate.countDown();
      await().atMost(PATIENCE).until(() -> sandbox.lag(group, topic) == 0);
    }
  }

  /** Sixteen for each worker are held at most, even of those that only wait. */
  @Test
  void letsRecordsThatStandBackHoldUpNoOtherHoweverManyTheyAre() throws Exception {
    String background = sandbox.topic("background");
    for (String value : numbers(0, 100)) {
      sandbox.publisher().send(new ProducerRecord<>(background, 0, "k", value.getBytes(UTF_8)));
    }

    try (var _ =
        new Member(
            2,
            PATIENT,
            List.of(topic, background),
            List.of(background),
            (message, place) -> {
              if (message.topic().equals(background)) {
                atGate.countDown();
                place.leaveFor(gate::await);
              }
              handled.add(text(message));
            })) {
      atGate.await();
      send(0, "first", "second");

      await().atMost(PATIENCE).until(() -> handled.containsAll(List.of("first", "second")));

      assertThat(handled).hasSize(2);
      gate.countDown();
      await().atMost(PATIENCE).until(() -> sandbox.lag(group, background) == 0);
    }
    assertThat(handled).hasSize(102);
  }

  @Test
  void worksOnAsManyAtOnceAsItWasTold() throws Exception {
    AtomicInteger running = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch three = new CountDownLatch(3);
    send(0, numbers(0, 40).toArray(String[]::new));

    try (var _ =
        new Member(
            3,
            PATIENT,
            (message, place) -> {
              seen.add(running.incrementAndGet());
              three.countDown();
              three.await();
              running.decrementAndGet();
            })) {
      await().atMost(PATIENCE).until(() -> sandbox.lag(group, topic) == 0);
    }

    assertThat(seen).contains(3).allMatch(n -> n <= 3);
  }

  @Test
  void losesAndDoublesNothingWhenMembersComeAndGo() throws Exception {
    Map<String, Integer> effects = new ConcurrentHashMap<>();
    AtomicInteger second = new AtomicInteger();
    EventConsumer.Handler effect =
        (message, place) -> effects.merge(text(message), 1, Integer::sum);
    spread(0, 200);

    Member first = new Member(2, PATIENT, effect);
    await().atMost(PATIENCE).until(() -> effects.size() > 20);
    try (var _ =
        new Member(
            2,
            PATIENT,
            (message, place) -> {
              second.incrementAndGet();
              effect.handle(message, place);
            })) {
      int more = 200;
      while (second.get() == 0) { // the rebalance is over when the second one gets its first record
        spread(more, more + 10);
        more += 10;
      }
      spread(more, more + 200);
      first.close();
      spread(more + 200, more + 250);

      Set<String> all = Set.copyOf(numbers(0, more + 250));
      await().atMost(PATIENCE).until(() -> effects.keySet().equals(all));
      await().atMost(PATIENCE).until(() -> sandbox.lag(group, topic) == 0);
      assertThat(effects.values()).containsOnly(1);
    }
  }

  @Test
  void finishesWhatItHoldsAndCommitsItWhenItStops() throws Exception {
    send(0, "slow", "2", "3", "4", "5", "6");
    Member member = new Member(1, PATIENT, this::waitIfSlow);
    atGate.await();

    member.consumer.close();
    await().atMost(PATIENCE).until(member::drains);
    member.consumer.close(); // a second wakeup, which meets the last commit
    gate.countDown();
    member.close();

    assertThat(handled).containsExactly("slow");
    assertThat(sandbox.lag(group, topic)).isEqualTo(5);
    assertThat(member.consumer.state()).isEqualTo(EventConsumer.State.STOPPED);
  }

  @Test
  void givesUpWhatTakesTooLongAndItComesAgain() throws Exception {
    send(0, "slow");
    CountDownLatch interrupted = new CountDownLatch(1);
    Member member =
        new Member(
            1,
            Duration.ofMillis(1),
            (message, place) -> {
              try {
                waitIfSlow(message, place);
              } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
              }
            });
    atGate.await();

    member.close();

    assertThat(interrupted.getCount()).isZero();
    assertThat(sandbox.lag(group, topic)).isEqualTo(1);
    gate.countDown();
    try (var _ = new Member(1, PATIENT, this::waitIfSlow)) {
      await().atMost(PATIENCE).until(() -> sandbox.lag(group, topic) == 0);
    }
    assertThat(handled).containsExactly("slow");
  }

  @Test
  void takesNothingMoreAfterAHandlerBrokeItsPromise() throws Exception {
    send(0, "bad", "2");
    Member member =
        new Member(
            1,
            PATIENT,
            (message, place) -> {
              throw new IllegalStateException(text(message));
            });

    await().atMost(PATIENCE).until(() -> !member.thread.isAlive());

    assertThat(member.consumer.state()).isEqualTo(EventConsumer.State.FAILED);
    assertThat(sandbox.lag(group, topic)).isEqualTo(2);
  }

  /** Throws what no exception handler of the client catches, on the consumer's own thread. */
  public static final class FatalInterceptor implements ConsumerInterceptor<String, byte[]> {
    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
      throw new NoClassDefFoundError("broken installation");
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}
  }

  @Test
  void isNotHealthyAfterAnErrorOnItsOwnThread() throws Exception {
    KafkaSettings plain = sandbox.kafka();
    KafkaSettings fatal = withProperty(plain, "interceptor.classes", FatalInterceptor.class);
    var consumer =
        new EventConsumer(
            fatal,
            group,
            List.of(topic),
            List.of(),
            1,
            (message, place) -> {},
            new SimpleMeterRegistry());
    assertThat(consumer.healthy()).isTrue();
    send(0, "any");

    consumer.run();

    assertThat(consumer.healthy()).isFalse();
    assertThat(consumer.state()).isEqualTo(EventConsumer.State.FAILED);
  }

  private static KafkaSettings withProperty(KafkaSettings kafka, String name, Class<?> value) {
    return new KafkaSettings(
        kafka.bootstrapServers(),
        kafka.topics(),
        kafka.sessionTimeout(),
        kafka.publishTimeout(),
        Map.of(name, value.getName()));
  }

  @Test
  void isRunningWithoutAPartitionOfItsOwn() throws Exception {
    try (var a = new Member(1, PATIENT, (message, place) -> {});
        var b = new Member(1, PATIENT, (message, place) -> {});
        var c = new Member(1, PATIENT, (message, place) -> {});
        var d = new Member(1, PATIENT, (message, place) -> {});
        var e = new Member(1, PATIENT, (message, place) -> {})) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  List.of(a, b, c, d, e).stream()
                      .allMatch(m -> m.consumer.state() == EventConsumer.State.RUNNING));
    }
  }

  private void waitIfSlow(ConsumerRecord<String, byte[]> message, Place place)
      throws InterruptedException {
    if (text(message).equals("slow")) {
      atGate.countDown();
      gate.await();
    }
    handled.add(text(message));
  }

  private static String text(ConsumerRecord<String, byte[]> message) {
    return new String(message.value(), UTF_8);
  }

  private void send(int partition, String... values) throws IOException, InterruptedException {
    for (String value : values) {
      sandbox.publisher().send(new ProducerRecord<>(topic, partition, "k", value.getBytes(UTF_8)));
    }
  }

  /** Sends numbers over all partitions. */
  private void spread(int from, int to) throws IOException, InterruptedException {
    for (int n = from; n < to; n++) {
      send(n % 4, Integer.toString(n));
    }
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).collect(Collectors.toList());
  }

  /** A member of the group on a thread of its own. */
  private final class Member implements AutoCloseable {
    final EventConsumer consumer;
    final Thread thread;

    Member(int concurrency, Duration drain, EventConsumer.Handler handler) {
      this(concurrency, drain, List.of(topic), List.of(), handler);
    }

    Member(
        int concurrency,
        Duration drain,
        List<String> topics,
        List<String> background,
        EventConsumer.Handler handler) {
      consumer =
          new EventConsumer(
              sandbox.kafka(),
              group,
              topics,
              background,
              concurrency,
              drain,
              handler,
              new SimpleMeterRegistry());
      thread = Thread.ofPlatform().start(consumer::run);
    }

    boolean drains() {
      return Arrays.stream(thread.getStackTrace())
          .anyMatch(frame -> frame.getMethodName().equals("awaitIdle"));
    }

    @Override
    public void close() {
      consumer.close();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
