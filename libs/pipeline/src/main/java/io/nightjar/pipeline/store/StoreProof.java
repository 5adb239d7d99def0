package io.nightjar.pipeline.store;

import io.nightjar.pipeline.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The trial of a store before a service relies on it. What one process has shown stands for all of
 * them until the day ends (UTC), kept in the store itself under the address by which it was
 * reached: each trial costs 32 MiB of uploads, and a fleet of services that starts at once, or one
 * that is killed again and again, would spend more on trials than on recordings.
 */
final class StoreProof {
  /** To be raised with what {@link StoreContract} asks for. */
  private static final int VERSION = 2;

  private StoreProof() {}

  /**
   * Returns if the store can do what this pipeline relies on.
   *
   * @param clock tells which day it is
   * @throws StoreException if the store could not be reached, which is worth a retry
   * @throws StoreContractException if it lacks an ability, which is not
   */
  static void require(ObjectStore store, InstantSource clock) throws StoreException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    String address = Sha256.of(store.endpoint().toString().getBytes(StandardCharsets.UTF_8));
    String key = ObjectKeys.storeProof(VERSION, today, address);
    if (store.find(key, 1).isEmpty()) {
      StoreContract.prove(store);
      store.put(key, new byte[0], "text/plain");
    }
  }
}
