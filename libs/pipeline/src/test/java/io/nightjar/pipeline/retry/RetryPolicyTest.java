package io.nightjar.pipeline.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nightjar.pipeline.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final AtomicInteger retries = new AtomicInteger();
  private final RetryPolicy policy =
      new RetryPolicy(
          new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
          dependency -> retries.incrementAndGet());

  @Test
  void takesTheStepUntilItSucceeds() throws InterruptedException {
    AtomicInteger calls = new AtomicInteger();

    String answer =
        policy.until(
            "step",
            () -> {
              if (calls.incrementAndGet() < 5) {
                throw new StoreException("not yet");
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
                policy.until(
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
                policy.until(
                    "step",
                    () -> {
                      throw new StoreException("down");
                    }));
    assertThat(retries).hasValue(1);
  }
}
