package io.nightjar.pipeline.stage;

import io.nightjar.pipeline.event.EventContent;
import io.nightjar.pipeline.event.EventData;
import io.nightjar.pipeline.fault.BrokenContractException;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;

/**
 * How what an event says becomes what a stage works on.
 *
 * @param content what the event says
 * @param lookup finds what the event itself does not say
 * @param <C> the data of the event
 * @param <T> the data of the work
 */
public record StageInput<C extends EventContent, T extends EventData>(
    Class<C> content, Lookup<C, T> lookup) {

  /** Finds what an event does not say; safe to be called again. */
  @FunctionalInterface
  public interface Lookup<C, T> {
    /**
     * Looks for it.
     *
     * @throws BrokenContractException if the event is about what there is not: it becomes a dead
     *     letter
     */
    T find(C content, ObjectStore store) throws StoreException;
  }

  /** Events that say all themselves. */
  public static <T extends EventData> StageInput<T, T> of(Class<T> data) {
    return new StageInput<>(data, (content, _) -> content);
  }

  T find(EventContent said, ObjectStore store) throws StoreException {
    return lookup.find(content.cast(said), store);
  }
}
