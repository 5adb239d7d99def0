package io.nightjar.local.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetriesTest {
  private final Retries retries = new Retries(5, Duration.ofSeconds(1), Duration.ofSeconds(5));

  @Test
  void theWaitDoublesUpToTheLongest() {
    assertThat(retries.pause(1, Optional.empty())).contains(Duration.ofSeconds(1));
    assertThat(retries.pause(2, Optional.empty())).contains(Duration.ofSeconds(2));
    assertThat(retries.pause(3, Optional.empty())).contains(Duration.ofSeconds(4));
    assertThat(retries.pause(4, Optional.empty())).contains(Duration.ofSeconds(5));
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
