package io.nightjar.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BodyPaceTest {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final BodyPace pace =
      new BodyPace(new BodyLimits.Pace(100, Duration.ofSeconds(10), Duration.ofHours(1)), 0);

  @Test
  void waitsForABodyThatIsExactlyFastEnough() {
    assertThatNoException().isThrownBy(() -> pace.count(1_000, seconds(10)));
  }

  @Test
  void waitsForNoBodyThatIsAByteTooSlow() {
    assertThatExceptionOfType(BodyTooSlowException.class)
        .isThrownBy(() -> pace.count(999, seconds(10)))
        .withMessageContaining("999 bytes in 10 s");
  }

  @Test
  void judgesNoWindowThatHasNotEnded() {
    assertThatNoException().isThrownBy(() -> pace.count(1, seconds(10) - 1));
  }

  @Test
  void countsWhatCameFastBeforeOnlyInItsOwnWindow() throws BodyTooSlowException {
    pace.count(1_000_000, seconds(10));

    assertThatExceptionOfType(BodyTooSlowException.class)
        .isThrownBy(() -> pace.count(1, seconds(10)));
  }

  @Test
  void waitsUntilTheDeadlineAndNoLonger() {
    assertThatNoException().isThrownBy(() -> pace.checkDeadline(seconds(3_600) - 1));
    assertThatExceptionOfType(BodyTooSlowException.class)
        .isThrownBy(() -> pace.checkDeadline(seconds(3_600)))
        .withMessageContaining("60 min");
    assertThat(pace.patience(PAUSE, seconds(3_599))).isEqualTo(Duration.ofSeconds(1));
    assertThat(pace.patience(PAUSE, seconds(1))).isEqualTo(PAUSE);
  }

  private static long seconds(int count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
