package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.pipeline.retry.Backoff;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final Retries retries =
      new Retries(5, new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5)));

  @Test
  void theWaitGrowsUpToTheLongest() {
    // At most 1 s · 2ⁿ and 5 s, and at least half of that.
    assertThat(wait(1)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(wait(2)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(wait(3)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
    assertThat(wait(4)).isBetween(Duration.ofMillis(2500), Duration.ofSeconds(5));
  }

  private Duration wait(int tries) {
    return retries.pause(tries, Optional.empty()).orElseThrow();
  }

  @Test
  void thereIsAnEnd() {
    assertThat(retries.pause(5, Optional.empty())).isEmpty();
    assertThat(retries.pause(5, Optional.of(Duration.ZERO))).isEmpty();
  }

  @Test
  void theServersWishIsHeardWithinReason() {
    assertThat(retries.pause(1, Optional.of(Duration.ofSeconds(3))))
        .contains(Duration.ofSeconds(3));
    assertThat(retries.pause(1, Optional.of(Duration.ofDays(1)))).contains(Duration.ofSeconds(5));
  }
}
