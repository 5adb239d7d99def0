package io.nightjar.ingest.identity;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Role;

/**
 * Who may do what: a device what concerns itself, a person what their role in a group allows, an
 * operator everything.
 */
public final class Access {
  private Access() {}

  /** Whether a caller may read what a device has recorded. */
  public static boolean mayRead(Caller caller, DeviceIdentity recorder) {
    return mayAct(caller, recorder, Role.VIEWER);
  }

  /** Whether a caller may upload in a device's name, and label what it has recorded. */
  public static boolean mayContribute(Caller caller, DeviceIdentity recorder) {
    return mayAct(caller, recorder, Role.MEMBER);
  }

  private static boolean mayAct(Caller caller, DeviceIdentity device, Role needed) {
    return switch (caller) {
      case Caller.Device self -> self.identity().equals(device);
      case Caller.Person _, Caller.Operator _ -> mayAct(caller, device.group(), needed);
    };
  }

  /** Whether a caller may do in a group what needs a role there; a device never may. */
  public static boolean mayAct(Caller caller, String group, Role needed) {
    return switch (caller) {
      case Caller.Device _ -> false;
      case Caller.Person person -> {
        Role role = person.roles().get(group);
        yield role != null && role.includes(needed);
      }
      case Caller.Operator _ -> true;
    };
  }
}
