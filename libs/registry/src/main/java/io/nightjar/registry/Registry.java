package io.nightjar.registry;

import io.nightjar.pipeline.store.ObjectStore;
import java.time.InstantSource;

/** Who belongs to this Nightjar: all that a store knows of devices and people. Thread-safe. */
public final class Registry {
  private final Devices devices;
  private final Groups groups;
  private final People people;
  private final Invitations invitations;

  /** The registry of a store. */
  public Registry(ObjectStore store, InstantSource clock) {
    this.devices = new Devices(store, clock);
    this.groups = new Groups(store, clock);
    this.people = new People(store, clock);
    this.invitations = new Invitations(store, clock);
  }

  /** The devices. */
  public Devices devices() {
    return devices;
  }

  /** The groups. */
  public Groups groups() {
    return groups;
  }

  /** The people. */
  public People people() {
    return people;
  }

  /** The invitations. */
  public Invitations invitations() {
    return invitations;
  }
}
