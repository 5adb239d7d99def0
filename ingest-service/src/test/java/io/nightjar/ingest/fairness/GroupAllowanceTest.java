package io.nightjar.ingest.fairness;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** By a clock of the test's own: time itself is the subject here. */
class GroupAllowanceTest {
  private final AtomicLong now = new AtomicLong(-7); // a nano clock may be negative
  private final GroupAllowance allowance = new GroupAllowance(6, now::get);

  @Test
  void oneMoreThanAMinuteGivesIsRefusedUntilTheNextOneIsDue() {
    take("forest", 6);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> allowance.take("forest"))
        .extracting(ProblemException::code, InstanceOfAssertFactories.type(ProblemCode.class))
        .isEqualTo(ProblemCode.TOO_MANY_RENDERS);
    now.addAndGet(Duration.ofSeconds(10).plusNanos(1).toNanos()); // six a minute
    assertThatCode(() -> allowance.take("forest")).doesNotThrowAnyException();
  }

  @Test
  void whatOneGroupTakesIsNotMissedByAnother() {
    take("forest", 6);

    assertThatCode(() -> take("coast", 6)).doesNotThrowAnyException();
  }

  private void take(String group, int times) {
    for (int i = 0; i < times; i++) {
      allowance.take(group);
    }
  }
}
