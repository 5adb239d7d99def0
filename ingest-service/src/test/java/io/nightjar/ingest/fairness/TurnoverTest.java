package io.nightjar.ingest.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TurnoverTest {
  /** Spreads nothing. */
  private static final RandomGenerator ZERO = () -> 0;

  private final AtomicLong nanos = new AtomicLong();
  private final Turnover turnover = new Turnover(nanos::get, ZERO);

  @Test
  void asksForPatienceByHowManyWaitAndHowFastPlacesBecomeFree() {
    for (int n = 0; n < 10; n++) {
      turnover.freed();
    }
    for (int n = 0; n < 29; n++) {
      turnover.refused();
    }

    // 10 places in the 10 s that count, 30 who want one.
    assertThat(turnover.refused()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void asksForLittlePatienceWhereNobodyElseWaits() {
    for (int n = 0; n < 100; n++) {
      turnover.freed();
    }

    assertThat(turnover.refused()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void neverAsksForMoreThanTwoMinutes() {
    for (int n = 0; n < 1_000; n++) {
      turnover.refused();
    }

    assertThat(turnover.refused()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void forgetsWhatWasLongAgo() {
    for (int n = 0; n < 1_000; n++) {
      turnover.refused();
    }
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());

    assertThat(turnover.refused()).isEqualTo(Duration.ofSeconds(10));
  }
}
