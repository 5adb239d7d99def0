package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: a device what concerns itself, a person what their role in a group allows, a
 * reader nothing but read recordings, an operator everything.
 */
public final class Access {
  private Access() {}

  /** Whether a caller may read what a device has recorded. */
  public static boolean mayRead(Caller caller, DeviceIdentity recorder) {
    return caller instanceof Caller.Device self
        ? self.identity().equals(recorder)
        : mayRead(caller, recorder.group());
  }

  private static boolean mayRead(Caller caller, String group) {
    return caller instanceof Caller.Reader reader
        ? reader.groups().include(group)
        : mayAct(caller, group, Role.VIEWER);
  }

  /**
   * Whether a caller may do in a group what needs a role there. A device never may, nor a reader:
   * what viewers see beyond recordings, such as who is in the group, is not for programs.
   */
  public static boolean mayAct(Caller caller, String group, Role needed) {
    return switch (caller) {
      case Caller.Device _, Caller.Reader _ -> false;
      case Caller.Person person -> {
        @Nullable Role role = person.roles().get(group);
        yield role != null && role.includes(needed);
      }
      case Caller.Operator _ -> true;
    };
  }

  /**
   * Lets nobody through who may not do in a group what needs a role there.
   *
   * @throws ProblemException {@code group-not-found} for a person who has no role in the group, and
   *     a reader of others, so that nobody learns which groups there are; {@code forbidden} for one
   *     whose role is too low, for a device, and for a reader of the group
   */
  public static void require(Caller caller, String group, Role needed) {
    if (mayAct(caller, group, needed)) {
      return;
    }
    if (!knows(caller, group)) {
      throw new ProblemException(ProblemCode.GROUP_NOT_FOUND, "no group " + group);
    }
    throw forbidden("the " + needed.text() + "s of the group");
  }

  /**
   * Lets nobody through who may not read all recordings of a group.
   *
   * @throws ProblemException as {@link #require} does for viewers
   */
  public static void requireRead(Caller caller, String group) {
    if (!mayRead(caller, group)) {
      require(caller, group, Role.VIEWER);
    }
  }

  /** Whether a caller may be told that there is a group. */
  private static boolean knows(Caller caller, String group) {
    return switch (caller) {
      case Caller.Person person -> person.roles().containsKey(group);
      case Caller.Reader reader -> reader.groups().include(group);
      case Caller.Device _, Caller.Operator _ -> true;
    };
  }

  /**
   * Lets nobody through who may not upload in a device's name, or ask what was: the device itself,
   * the members of its group, and operators may.
   *
   * @throws ProblemException {@code forbidden} for another device, for a person whose role in the
   *     group is too low, and for a reader of it; {@code device-not-found} for who may not know the
   *     group, so that nobody learns which devices there are
   */
  public static void requireUpload(Caller caller, DeviceIdentity recorder) {
    if (caller instanceof Caller.Device self) {
      if (!self.identity().equals(recorder)) {
        throw new ProblemException(
            ProblemCode.FORBIDDEN, "a device uploads in no other device's name");
      }
    } else if (knows(caller, recorder.group())) {
      require(caller, recorder.group(), Role.MEMBER);
    } else {
      throw deviceNotFound(recorder);
    }
  }

  /**
   * Lets nobody through who only reads: asking for something to be made costs work and space.
   *
   * @throws ProblemException {@code forbidden} for a reader
   */
  public static void requireAsking(Caller caller) {
    if (caller instanceof Caller.Reader) {
      throw forbidden("devices and people");
    }
  }

  /**
   * Lets nobody through but operators.
   *
   * @return the one who calls
   * @throws ProblemException {@code forbidden}
   */
  public static Caller.Operator requireOperator(Caller caller) {
    if (caller instanceof Caller.Operator operator) {
      return operator;
    }
    throw forbidden("operators");
  }

  static ProblemException deviceNotFound(DeviceIdentity device) {
    return new ProblemException(
        ProblemCode.DEVICE_NOT_FOUND,
        "no device " + device.device() + " of group " + device.group());
  }

  private static ProblemException forbidden(String who) {
    return new ProblemException(ProblemCode.FORBIDDEN, "this is for " + who);
  }
}
