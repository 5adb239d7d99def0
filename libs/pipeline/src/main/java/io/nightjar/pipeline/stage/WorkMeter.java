package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.fault.Fault;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Watches one work as it goes: what it has worked on, whether it is long, whether it has missed its
 * deadline. The deadline moves with the work, so a large recording has the time that it needs and a
 * hung one ends soon. Belongs to the work's thread but for {@link #interruptIfOverdue}.
 */
final class WorkMeter implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final WorkSettings settings;
  private final Semaphore longWorks;
  private final Place place;
  private final LongSupplier nanoTime;
  private long units;
  private long began;
  private boolean paused;
  private long pauseBegan;
  private boolean longWork;
  private boolean closed;
  private boolean missed;

  /**
   * Begins to watch.
   *
   * @param longWorks the long works that may go on at the same time
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  WorkMeter(WorkSettings settings, Semaphore longWorks, Place place, LongSupplier nanoTime) {
    this.settings = settings;
    this.longWorks = longWorks;
    this.place = place;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
  }

  /** Waits that are not the work's own: its time stands still. */
  interface Pause extends AutoCloseable {
    @Override
    void close();
  }

  /** Stops the time until what is returned is closed. */
  synchronized Pause pause() {
    if (paused) {
      return () -> {};
    }
    paused = true;
    pauseBegan = nanoTime.getAsLong();
    return this::resume;
  }

  private synchronized void resume() {
    paused = false;
    began += nanoTime.getAsLong() - pauseBegan;
  }

  /**
   * Notes what was worked on just now.
   *
   * @param count pixels or samples
   * @throws WorkEndedException if the work is to end: it was told to, or has missed its deadline
   */
  void spend(long count) {
    boolean isNowLong = note(count);
    if (thread.isInterrupted()) {
      throw new WorkEndedException("told to end");
    }
    if (isNowLong) {
      becomeLong();
    }
  }

  /** Whether the work has turned out to be long, and has no long work's place yet. */
  private synchronized boolean note(long count) {
    units += count;
    return !longWork && units > settings.longWorkUnits();
  }

  private synchronized boolean isShort() {
    return !longWork;
  }

  /**
   * Makes the work a long one before it has shown that it is. It may have to wait for that, and
   * others work meanwhile.
   *
   * @throws WorkEndedException if it is told to end while it waits
   */
  void standBack() {
    if (isShort()) {
      becomeLong();
    }
  }

  private void becomeLong() {
    try (Pause _ = pause()) {
      place.acquire(longWorks, 1);
      noteLong();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw new WorkEndedException("told to end while it waited among the long works");
    }
  }

  private synchronized void noteLong() {
    longWork = true;
  }

  /** Interrupts a work that has missed its deadline. Called from another thread. */
  synchronized void interruptIfOverdue() {
    if (!closed && !paused && !missed && used().compareTo(allowed()) > 0) {
      missed = true;
      thread.interrupt();
    }
  }

  private Duration used() {
    return Duration.ofNanos(nanoTime.getAsLong() - began);
  }

  private Duration allowed() {
    return settings.deadlineBase().plusSeconds(units / settings.slowestUnitsPerSecond());
  }

  /** Whether the work has missed its deadline, and says how. */
  synchronized Optional<Fault.OfMachine> fault() {
    return missed
        ? Optional.of(
            new Fault.OfMachine(
                Fault.OfMachine.DEADLINE_MISSED,
                units + " pixels or samples took more than " + allowed()))
        : Optional.empty();
  }

  /** Ends the watch; from here on nobody interrupts the thread because of it. */
  @Override
  public synchronized void close() {
    closed = true;
    if (missed) {
      Thread.interrupted();
    }
    if (longWork) {
      longWork = false;
      longWorks.release();
    }
  }
}
