package io.nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessLimitsTest {

  /** 2 minutes, and a second for each 200,000 samples: 6 hours at 48 kHz are 1,036,800,000. */
  @ParameterizedTest
  @CsvSource({"0, PT2M", "-1, PT2M", "200000, PT2M1S", "1036800000, PT1H28M24S"})
  void theDeadlineFollowsFromTheSamples(long samples, Duration deadline) {
    assertThat(ProcessLimits.DEFAULT.deadline(samples)).isEqualTo(deadline);
  }
}
