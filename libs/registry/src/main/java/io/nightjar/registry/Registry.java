package io.nightjar.registry;

import io.nightjar.pipeline.store.ObjectStore;
import java.time.InstantSource;

/** Who belongs to this Nightjar: all that a store knows of devices and people. Thread-safe. */
public final class Registry {
  private final Devices devices;

  /** The registry of a store. */
  public Registry(ObjectStore store, InstantSource clock) {
    this.devices = new Devices(store, clock);
  }

  /** The devices. */
  public Devices devices() {
    return devices;
  }
}
