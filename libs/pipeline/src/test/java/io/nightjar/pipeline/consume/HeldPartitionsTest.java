package io.nightjar.pipeline.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class HeldPartitionsTest {
  private static final TopicPartition ZERO = new TopicPartition("topic", 0);
  private static final TopicPartition ONE = new TopicPartition("topic", 1);

  private final HeldPartitions held = new HeldPartitions();

  @Test
  void tellWhatMayBeCommittedOfEach() {
    finish(take(ZERO, 5), 5);
    take(ONE, 7);

    assertThat(held.all()).containsExactlyInAnyOrder(ZERO, ONE);
    assertThat(held.moved(held.all())).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(6)));
    assertThat(held.moved(List.of(ONE))).isEmpty();

    held.committed(Map.of(ZERO, new OffsetAndMetadata(6), ONE, new OffsetAndMetadata(7)));
    assertThat(held.moved(held.all())).isEmpty();
  }

  @Test
  void letNoWorkBeginOnAnyPartitionThatIsLeaving() throws InterruptedException {
    OffsetTracker leaving = take(ZERO, 5);
    OffsetTracker staying = take(ONE, 7);

    held.drain(List.of(ZERO), Duration.ZERO);

    assertThat(leaving.begin(5)).isFalse();
    assertThat(staying.begin(7)).isTrue();
    staying.ended();
  }

  @Test
  void commitWhatIsFinishedThoughTheRestIsGivenUp() throws InterruptedException {
    OffsetTracker tracker = take(ZERO, 5);
    finish(tracker, 5);
    take(ZERO, 6);
    Thread stuck = Thread.ofPlatform().start(() -> tracker.begin(6));
    stuck.join();

    held.drain(held.all(), Duration.ZERO);

    assertThat(held.moved(held.all())).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(6)));
  }

  @Test
  void giveUpWhatSomeoneElseHasAlready() {
    OffsetTracker tracker = take(ZERO, 5);
    finish(tracker, 5);
    take(ZERO, 6);
    assertThat(tracker.begin(6)).isTrue();

    held.abandon(List.of(ZERO, ONE));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(tracker.begin(6)).isFalse();
    assertThat(held.all()).isEmpty();
    assertThat(held.moved(List.of(ZERO))).isEmpty();
  }

  private OffsetTracker take(TopicPartition partition, long offset) {
    return held.take(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", new byte[0]));
  }

  private static void finish(OffsetTracker tracker, long offset) {
    assertThat(tracker.begin(offset)).isTrue();
    tracker.finished(offset);
  }
}
