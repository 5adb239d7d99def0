package io.nightjar.ingest.identity;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Role;
import io.nightjar.registry.token.ReadableGroups;
import java.util.Map;

/** Who makes a call, as their token and the registry say. */
public sealed interface Caller {
  /**
   * A registered device.
   *
   * @param id by which the field's device API knows it
   */
  record Device(DeviceIdentity identity, long id) implements Caller {}

  /**
   * A person.
   *
   * @param roles what they may do, by the name of a group
   */
  record Person(String name, Map<String, Role> roles) implements Caller {
    public Person {
      roles = Map.copyOf(roles);
    }
  }

  /**
   * Who runs the whole, and may do everything.
   *
   * @param name for logs
   */
  record Operator(String name) implements Caller {}

  /**
   * A program, or a person, that reads recordings and what was made of them, and does nothing else.
   *
   * @param name for logs
   * @param groups whose recordings
   */
  record Reader(String name, ReadableGroups groups) implements Caller {}
}
