package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.store.ObjectStore;
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

  /**
   * A small part of the time after which the relay takes an entry up (nightjar.outbox.patience).
   */
  private static final Duration GATHERING = Duration.ofMillis(250);

  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final Semaphore places = new Semaphore(MOST);
  private final EntryRemovals removals;

  /** Announces the acceptances of a store. */
  public LaterAnnouncements(ObjectStore store) {
    this(store, GATHERING);
  }

  LaterAnnouncements(ObjectStore store, Duration gathering) {
    this.removals = new EntryRemovals(store, gathering);
  }

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

  private void announce(Acceptance.Begun accepted) throws InterruptedException {
    try {
      accepted.publish();
      removals.add(accepted.key());
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
    removals.close();
  }
}
