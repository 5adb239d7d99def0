package io.nightjar.ingest.management;

import io.nightjar.ingest.http.Rfc3339;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers send. */
final class Requests {
  private static final int MOST_USES = 100_000;
  private static final int MOST_DAYS = 3650;
  private static final Duration VALIDITY = Duration.ofDays(7);

  private static final int WINDOW_DEVICES = 100;
  private static final int MOST_WINDOW_DEVICES = 10_000;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(30);

  private Requests() {}

  /** A group to be made. */
  record NewGroup(String group) {
    String checked() {
      return name("group", group);
    }
  }

  /**
   * A device to be registered by who manages its group.
   *
   * @param device its name
   * @param password by which it may get tokens itself, if it shall
   * @param saltId what the field's management of devices calls it; its id unless given
   */
  record NewDevice(String device, Optional<String> password, OptionalLong saltId) {}

  /**
   * A device that registers itself.
   *
   * @param group its group
   * @param device its name
   * @param password by which it gets tokens
   * @param saltId what the field's management of devices calls it; its id unless given
   * @param invitation the code of one, if it needs it
   */
  record NewSelf(
      String group,
      String device,
      String password,
      OptionalLong saltId,
      Optional<String> invitation) {}

  /**
   * Who wants a token: a person, or a device by its names.
   *
   * @param person the name of a local account
   * @param group of a device
   * @param device its name in the group
   * @param password of either
   */
  record Credentials(
      Optional<String> person, Optional<String> group, Optional<String> device, String password) {}

  /** A person who gets a local account. */
  record NewPerson(String person, String password) {}

  /** A password in place of another. */
  record NewPassword(String password) {}

  /** What a person may do in a group: {@code viewer}, {@code member} or {@code owner}. */
  record NewRole(@Schema(enumeration = {"viewer", "member", "owner"}) String role) {}

  /**
   * An invitation of devices.
   *
   * @param uses how many devices it lets in; 1 unless given
   * @param days for how many it is good; 7 unless given
   */
  record NewInvitation(
      @Schema(minimum = "1", maximum = "" + MOST_USES) Optional<Integer> uses,
      @Schema(minimum = "1", maximum = "" + MOST_DAYS) Optional<Integer> days) {
    int checkedUses() {
      return within("uses", uses.orElse(1), MOST_USES);
    }

    Duration validity() {
      return Duration.ofDays(within("days", days.orElse((int) VALIDITY.toDays()), MOST_DAYS));
    }
  }

  /**
   * A time in which devices register themselves.
   *
   * @param until when it ends, RFC 3339; at most 30 days ahead
   * @param devices how many are let in; 100 unless given
   */
  record NewWindow(
      @Schema(format = "date-time") String until,
      @Schema(minimum = "1", maximum = "" + MOST_WINDOW_DEVICES) Optional<Integer> devices) {
    int checkedDevices() {
      return within("devices", devices.orElse(WINDOW_DEVICES), MOST_WINDOW_DEVICES);
    }

    Instant closesAt(Instant now) {
      return Rfc3339.parse(until)
          .filter(end -> end.isAfter(now) && !end.isAfter(now.plus(LONGEST_WINDOW)))
          .orElseThrow(
              () ->
                  new ProblemException(
                      ProblemCode.BAD_REQUEST,
                      "until must be "
                          + Rfc3339.RULE
                          + ", after now and at most "
                          + LONGEST_WINDOW.toDays()
                          + " days ahead"));
    }
  }

  private static int within(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new ProblemException(ProblemCode.BAD_REQUEST, what + " must be from 1 to " + most);
    }
    return number;
  }

  static DeviceIdentity identity(String group, String device) {
    return new DeviceIdentity(name("group", group), name("device", device));
  }

  static String name(String what, String text) {
    try {
      return Names.checked(what, text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemCode.NAME_MALFORMED, String.valueOf(e.getMessage()));
    }
  }
}
