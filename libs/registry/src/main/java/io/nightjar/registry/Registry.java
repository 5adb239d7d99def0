package io.nightjar.registry;

import io.nightjar.pipeline.store.ObjectStore;
import java.time.InstantSource;

/** Who belongs to this Nightjar: all that a store knows of devices and people. Thread-safe. */
public final class Registry {
  private final Devices devices;
  private final Groups groups;
  private final People people;
  private final Invitations invitations;
  private final RegistrationWindows registrationWindows;
  private final RevokedTokens revokedTokens;
  private final Heartbeats heartbeats;
  private final DeviceSettings deviceSettings;
  private final RecordingNumbers recordingNumbers;

  /** The registry of a store. */
  public Registry(ObjectStore store, InstantSource clock) {
    this.devices = new Devices(store, clock);
    this.groups = new Groups(store, clock);
    this.people = new People(store, clock);
    this.invitations = new Invitations(store, clock);
    this.registrationWindows = new RegistrationWindows(store, clock);
    this.revokedTokens = new RevokedTokens(store, clock);
    this.heartbeats = new Heartbeats(store);
    this.deviceSettings = new DeviceSettings(store);
    this.recordingNumbers = new RecordingNumbers(store);
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

  /** When groups are open to devices that register themselves. */
  public RegistrationWindows registrationWindows() {
    return registrationWindows;
  }

  /** The tokens of people, operators and readers that were revoked one by one. */
  public RevokedTokens revokedTokens() {
    return revokedTokens;
  }

  /** When devices were last heard. */
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  /** The settings that devices keep here. */
  public DeviceSettings deviceSettings() {
    return deviceSettings;
  }

  /** The numbers by which the field's device API calls recordings. */
  public RecordingNumbers recordingNumbers() {
    return recordingNumbers;
  }
}
