package io.nightjar.pipeline.store;

import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes a store ready for a service that starts, and tells its readiness what is in the way.
 * Thread-safe.
 */
public final class StorePreparation {
  private final ObjectStore store;
  private final InstantSource clock;
  private volatile Optional<String> obstacle = Optional.empty();

  /** Of a store that has not been asked for anything yet. */
  public StorePreparation(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Makes the bucket if it is not there, and has the store show what it can do. May be called again
   * after it threw.
   *
   * @throws StoreException if the store could not be reached, which is worth a retry
   * @throws StoreContractException if it lacks an ability, which is not
   */
  public void run() throws StoreException {
    try {
      store.prepare();
      StoreProof.require(store, clock);
      obstacle = Optional.empty();
    } catch (StoreException e) {
      obstacle = Optional.of("the object store can't be used: " + e.reason());
      throw e;
    } catch (StoreContractException e) {
      obstacle = Optional.of(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  /** Why the store can't be used, as the last call found it; for people. */
  public Optional<String> obstacle() {
    return obstacle;
  }
}
