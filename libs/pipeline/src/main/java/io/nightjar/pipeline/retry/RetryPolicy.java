package io.nightjar.pipeline.retry;

import io.micrometer.core.instrument.MeterRegistry;
import io.nightjar.pipeline.fault.DependencyException;
import io.nightjar.pipeline.meter.PipelineMeter;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats what a failing store or broker interrupts, for as long as it takes: a dependency's outage
 * is waited out, it never becomes the recording's failure. Thread-safe.
 */
public final class RetryPolicy {
  private static final Logger LOG = LoggerFactory.getLogger(RetryPolicy.class);

  private final Backoff backoff;
  private final Consumer<String> onRetry;
  private final SaidReasons said = new SaidReasons(System::nanoTime);

  /**
   * Makes the policy.
   *
   * @param backoff how long to wait between tries
   * @param onRetry told of each retry, with the dependency that failed, for a meter
   */
  public RetryPolicy(Backoff backoff, Consumer<String> onRetry) {
    this.backoff = backoff;
    this.onRetry = onRetry;
  }

  /** The services' policy, which counts retries by dependency. */
  public static RetryPolicy countedIn(MeterRegistry meters) {
    return new RetryPolicy(
        Backoff.DEFAULT,
        dependency -> PipelineMeter.DEPENDENCY_RETRIES.counter(meters, dependency).increment());
  }

  /** A step that a passing fault of a dependency can fail. */
  @FunctionalInterface
  public interface Step<T> {
    /** Takes the step, which must be safe to take again. */
    T take() throws DependencyException, InterruptedException;
  }

  /** A step without a result. */
  @FunctionalInterface
  public interface Action {
    /** Takes the step, which must be safe to take again. */
    void take() throws DependencyException, InterruptedException;
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
      } catch (DependencyException fault) {
        Thread.sleep(waitAfter(what, failures, fault));
      }
    }
  }

  /** The same for a step without a result. */
  public void untilDone(String what, Action action) throws InterruptedException {
    until(
        what,
        () -> {
          action.take();
          return true;
        });
  }

  /**
   * Notes a failure for whoever repeats by himself, and tells how long to wait before the next try.
   *
   * @param failures how many tries have failed before this one since the last success
   */
  public Duration waitAfter(String what, int failures, DependencyException fault) {
    onRetry.accept(fault.dependency());
    Duration wait = backoff.before(failures, RandomGenerator.getDefault());
    if (said.isNews(fault.dependency(), fault.reason(), failures)) {
      LOG.atWarn()
          .addKeyValue("dependency", fault.dependency())
          .addKeyValue("cause", fault.reason())
          .addKeyValue("step", what)
          .log("A dependency fails; it is tried again until it does not");
    }
    LOG.atDebug()
        .addKeyValue("step", what)
        .addKeyValue("failures", failures + 1)
        .addKeyValue("waitMillis", wait.toMillis())
        .setCause(fault)
        .log("Trying again");
    return wait;
  }
}
