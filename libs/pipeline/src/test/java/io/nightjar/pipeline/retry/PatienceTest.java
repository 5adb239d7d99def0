package io.nightjar.pipeline.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final AtomicInteger retries = new AtomicInteger();
  private final Patience patience =
      new Patience(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), retries::incrementAndGet);

  @Test
  void takesTheStepUntilItSucceeds() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();

    String answer =
        patience.until(
            "step",
            () -> {
              if (calls.incrementAndGet() < 5) {
                throw new IOException("not yet");
              }
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(calls).hasValue(5);
    assertThat(retries).hasValue(4);
  }

  @Test
  void doesNotRepeatWhatIsNoPassingFault() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                patience.until(
                    "step",
                    () -> {
                      throw new IllegalStateException("broken");
                    }));
    assertThat(retries).hasValue(0);
  }

  @Test
  void givesUpWhenItIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                patience.until(
                    "step",
                    () -> {
                      throw new IOException("down");
                    }));
    assertThat(retries).hasValue(1);
  }
}
