package io.nightjar.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.retry.Backoff;
import io.nightjar.pipeline.scratch.ScratchRoot;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deadlines by a clock of the test's own: time itself is the subject here. */
class WorkMeterTest {
  private static final WorkSettings SETTINGS =
      new WorkSettings(
          Duration.ofSeconds(10),
          1000,
          5000,
          1 << 20,
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)),
          ScratchRoot.defaultFolder());

  private final AtomicLong now = new AtomicLong(-7); // a nano clock may be negative
  private final Semaphore longWorks = new Semaphore(1);
  private final Place place = Place.Wait::await;
  private final WorkMeter meter = new WorkMeter(SETTINGS, longWorks, place, now::get);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  @Test
  void isNotOverdueExactlyAtTheDeadline() {
    pass(Duration.ofSeconds(10));

    meter.interruptIfOverdue();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(meter.fault()).isEmpty();
  }

  @Test
  void isOverdueOneNanosecondAfterTheDeadline() {
    pass(Duration.ofSeconds(10).plusNanos(1));

    meter.interruptIfOverdue();

    assertThatExceptionOfType(WorkEndedException.class).isThrownBy(() -> meter.spend(1));
    assertThat(meter.fault().orElseThrow().code()).isEqualTo("deadline-missed");
  }

  /** 3000 units at 1000 a second give 3 s more. */
  @Test
  void hasMoreTimeForWhatItHasWorkedOn() {
    meter.spend(3000);
    pass(Duration.ofSeconds(13));

    meter.interruptIfOverdue();

    assertThat(meter.fault()).isEmpty();
  }

  @Test
  void oneThatStandsBackTakesTheLongWorksPlaceOnceAndGivesItBack() {
    meter.standBack();
    meter.spend(6000); // now it is long by itself, too

    assertThat(longWorks.availablePermits()).isZero();
    meter.standBack();
    meter.close();
    assertThat(longWorks.availablePermits()).isEqualTo(1);
  }

  @Test
  void doesNotCountPauses() {
    try (WorkMeter.Pause _ = meter.pause()) {
      pass(Duration.ofHours(1));
      meter.interruptIfOverdue();
    }
    pass(Duration.ofSeconds(10));

    meter.interruptIfOverdue();

    assertThat(meter.fault()).isEmpty();
  }

  @Test
  void takesALongWorksPlaceOnlyAboveTheThreshold() {
    meter.spend(5000);
    assertThat(longWorks.availablePermits()).isEqualTo(1);

    meter.spend(1);

    assertThat(longWorks.availablePermits()).isZero();
    meter.close();
    assertThat(longWorks.availablePermits()).isEqualTo(1);
  }

  @Test
  void leavesNoInterruptBehind() {
    pass(Duration.ofMinutes(1));
    meter.interruptIfOverdue();

    meter.close();

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    meter.interruptIfOverdue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  private void pass(Duration time) {
    now.addAndGet(TimeUnit.NANOSECONDS.convert(time));
  }
}
