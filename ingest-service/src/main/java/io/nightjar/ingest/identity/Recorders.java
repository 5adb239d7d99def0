package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Role;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whose recording an upload is: the caller's own, or that of a device that a person names. */
public final class Recorders {
  /** The header that names a device: its group and its name, each percent-encoded. */
  public static final String HEADER = "Nightjar-Device";

  private final RegisteredCallers callers;

  /** Knows the registered devices. */
  public Recorders(RegisteredCallers callers) {
    this.callers = callers;
  }

  /**
   * The device that has recorded what a caller sends.
   *
   * @param header as it came, if it did
   * @throws ProblemException {@code device-unnamed} if a person or an operator names none; {@code
   *     device-not-found} if the caller knows no such device; {@code forbidden} if their role in
   *     its group is too low, or a device names another
   */
  public DeviceIdentity of(Caller caller, Optional<String> header) throws IOException {
    Optional<DeviceIdentity> named = header.map(Recorders::parse);
    return switch (caller) {
      case Caller.Device self -> {
        if (!named.orElse(self.identity()).equals(self.identity())) {
          throw new ProblemException(
              ProblemCode.FORBIDDEN, "a device uploads in no other device's name");
        }
        yield self.identity();
      }
      case Caller.Person _, Caller.Operator _ ->
          onBehalf(
              caller,
              named.orElseThrow(() -> unnamed("say for which device, with the header " + HEADER)));
    };
  }

  /**
   * The same for a device that is named otherwise.
   *
   * @param caller a person or an operator
   */
  public DeviceIdentity onBehalf(Caller caller, DeviceIdentity named) throws IOException {
    if (!Access.mayAct(caller, named.group(), Role.VIEWER)) {
      throw missing(named);
    }
    Access.require(caller, named.group(), Role.MEMBER);
    return callers.active(named).orElseThrow(() -> missing(named)).identity();
  }

  private static DeviceIdentity parse(String header) {
    String[] parts = header.strip().split("/", -1);
    try {
      if (parts.length == 2) {
        return new DeviceIdentity(decoded(parts[0]), decoded(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw unnamed(HEADER + " names no device");
    }
    throw unnamed(HEADER + " must be GROUP/DEVICE, each percent-encoded");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ProblemException unnamed(String detail) {
    return new ProblemException(ProblemCode.DEVICE_UNNAMED, detail);
  }

  private static ProblemException missing(DeviceIdentity device) {
    return new ProblemException(
        ProblemCode.DEVICE_NOT_FOUND,
        "no device " + device.device() + " of group " + device.group());
  }
}
