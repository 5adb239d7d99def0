package io.nightjar.pipeline.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** By a clock of the test's own: time itself is the subject here. */
class PendingCommitTest {
  private static final OptionalDouble HEARD_NOW = OptionalDouble.of(0.5);

  private final PendingCommit commit = new PendingCommit(-5);
  private final long late = -5 + Duration.ofMinutes(2).toNanos();

  @Test
  void isWaitedForUpToTwoMinutes() {
    assertThat(commit.isLost(late, HEARD_NOW)).isFalse();
  }

  @Test
  void isLostOneNanosecondLaterIfHeartbeatsAreAnswered() {
    assertThat(commit.isLost(late + 1, HEARD_NOW)).isTrue();
  }

  @Test
  void isTheBrokersOutageIfHeartbeatsAreNotAnswered() {
    assertThat(commit.isLost(late + 1, OptionalDouble.of(10))).isFalse();
    assertThat(commit.isLost(late + 1, OptionalDouble.of(-1))).isFalse(); // how Kafka says never
    assertThat(commit.isLost(late + 1, OptionalDouble.of(Double.NaN))).isFalse();
    assertThat(commit.isLost(late + 1, OptionalDouble.empty())).isFalse();
  }
}
