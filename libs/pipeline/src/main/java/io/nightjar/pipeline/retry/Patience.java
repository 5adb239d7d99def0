package io.nightjar.pipeline.retry;

import java.io.IOException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what a failing store or broker interrupts, for as long as it takes: a dependency's outage
 * is waited out, it never becomes the recording's failure. Thread-safe.
 */
public final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

  private final Backoff backoff;
  private final Runnable onRetry;

  /**
   * Makes the policy.
   *
   * @param backoff how long to wait between tries
   * @param onRetry told of each retry, for a meter
   */
  public Patience(Backoff backoff, Runnable onRetry) {
    this.backoff = backoff;
    this.onRetry = onRetry;
  }

  /** A step that a passing fault of a dependency can fail. */
  @FunctionalInterface
  public interface Step<T> {
    /** Takes the step, which must be safe to take again. */
    T take() throws IOException, InterruptedException;
  }

  /**
   * Takes the step until it succeeds.
   *
   * @param what the step's name in the log
   * @throws InterruptedException when the service stops in the meantime
   */
  public <T> T until(String what, Step<T> step) throws InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        return step.take();
      } catch (IOException fault) {
        onRetry.run();
        var wait = backoff.before(failures, RandomGenerator.getDefault());
        LOG.atWarn()
            .addKeyValue("step", what)
            .addKeyValue("failures", failures + 1)
            .addKeyValue("waitMillis", wait.toMillis())
            .addKeyValue("cause", String.valueOf(fault))
            .log("A dependency failed; trying again");
        Thread.sleep(wait);
      }
    }
  }
}
