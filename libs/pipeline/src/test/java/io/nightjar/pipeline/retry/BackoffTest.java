package io.nightjar.pipeline.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));

  /** {@code min(100 · 2ⁿ, 3000)} ms, and half of it. */
  @ParameterizedTest
  @CsvSource({
    "0, 50, 100",
    "1, 100, 200",
    "4, 800, 1600",
    "5, 1500, 3000",
    "31, 1500, 3000",
    "2147483647, 1500, 3000"
  })
  void waitsBetweenHalfAndTheWholeOfTheCeiling(int retry, long least, long most) {
    assertThat(BACKOFF.before(retry, generator(0))).hasMillis(least);
    assertThat(BACKOFF.before(retry, generator(-1))).hasMillis(most);
    assertThat(BACKOFF.before(retry, RandomGenerator.getDefault()))
        .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
  }

  @Test
  void refusesWaitsThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofNanos(1), Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }

  /** The smallest, or the largest, number that is asked for. */
  private static RandomGenerator generator(long end) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return end;
      }

      @Override
      public long nextLong(long bound) {
        return end == 0 ? 0 : bound - 1;
      }
    };
  }
}
