package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.consume.Place;
import io.nightjar.pipeline.scratch.ScratchRoot;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the works of one process share: memory, scratch space, the long works' places, a watch. */
final class WorkResources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkResources.class);
  private static final Duration WATCH = Duration.ofMillis(500);

  private final WorkSettings settings;
  private final MemoryBudget memory;
  private final Semaphore longWorks;
  private final ScratchRoot scratch;
  private final DeadlineWatch deadlines = new DeadlineWatch(WATCH);

  /**
   * Shares a process.
   *
   * @param workers records that are worked on at once; long works leave one of them free, unless
   *     there is only one
   */
  WorkResources(WorkSettings settings, int workers, ScratchRoot scratch) {
    this.settings = settings;
    this.memory = new MemoryBudget(settings.memoryBytes());
    this.longWorks = new Semaphore(Math.max(1, workers - 1), true);
    this.scratch = scratch;
  }

  MemoryBudget memory() {
    return memory;
  }

  ScratchRoot scratch() {
    return scratch;
  }

  /** Begins to watch a work of the calling thread. */
  WorkMeter watch(Place place) {
    WorkMeter meter = new WorkMeter(settings, longWorks, place, System::nanoTime);
    deadlines.add(meter);
    return meter;
  }

  void unwatch(WorkMeter meter) {
    deadlines.remove(meter);
  }

  @Override
  public void close() {
    deadlines.close();
    try {
      scratch.close();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("cause", String.valueOf(e)).log("The scratch folder was left");
    }
  }
}
