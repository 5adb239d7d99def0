package io.nightjar.pipeline.outbox;

import io.opentelemetry.context.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces recordings after their senders were answered. What fails, or is cut off by the end of
 * the process, is finished by {@link OutboxRelay}. Bounded: beyond that the caller announces
 * itself, so that uploads come no faster than they can be announced. Thread-safe.
 */
public final class LaterAnnouncements implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LaterAnnouncements.class);
  private static final int MOST = 256;
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Semaphore places = new Semaphore(MOST);

  /** Announces an acceptance that has finished, soon. */
  public void add(Acceptance.Begun accepted) throws InterruptedException {
    if (!places.tryAcquire()) {
      announce(accepted);
      return;
    }
    Runnable announcement =
        () -> {
          try {
            announce(accepted);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            places.release();
          }
        };
    Thread.ofVirtual().name("announcement").start(Context.current().wrap(announcement));
  }

  private static void announce(Acceptance.Begun accepted) throws InterruptedException {
    try {
      accepted.announce();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("cause", String.valueOf(e))
          .log("A recording was accepted and is announced later");
    }
  }

  /** Waits a moment for what is under way. */
  @Override
  public void close() {
    try {
      if (!places.tryAcquire(MOST, CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.atInfo().log("Some recordings are left for the outbox to announce");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
