package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whose recording an upload is: the caller's own, or that of a device that a person names. */
public final class Recorders {
  /** The header that names a device: its group and its name, each percent-encoded. */
  public static final String HEADER = "Nightjar-Device";

  /** What the description of the API says of the header. */
  public static final String DESCRIPTION =
      "GROUP/DEVICE, each percent-encoded: whose recording it is, unless a device calls";

  private final RegisteredCallers callers;

  /** Knows the registered devices. */
  public Recorders(RegisteredCallers callers) {
    this.callers = callers;
  }

  /**
   * The device that has recorded what a caller sends, or asks for.
   *
   * @param header as it came, if it did; a device need not send it
   * @throws ProblemException {@code device-unnamed} if a person or an operator names none; {@code
   *     device-not-found} if the caller knows no such device; {@code forbidden} if their role in
   *     its group is too low, a device names another, or a reader calls
   */
  DeviceIdentity of(Caller caller, Optional<String> header) throws IOException {
    return caller instanceof Caller.Device self && header.isEmpty()
        ? self.identity()
        : of(
            caller,
            header
                .map(named -> parse(caller, named))
                .orElseThrow(
                    () -> unnamed(caller, "say for which device, with the header " + HEADER)));
  }

  /** The same for a device that is named otherwise. */
  public DeviceIdentity of(Caller caller, DeviceIdentity named) throws IOException {
    Access.requireUpload(caller, named);
    return switch (caller) {
      case Caller.Device self -> self.identity();
      case Caller.Person _, Caller.Operator _, Caller.Reader _ ->
          callers.active(named).orElseThrow(() -> Access.deviceNotFound(named)).identity();
    };
  }

  private static DeviceIdentity parse(Caller caller, String header) {
    String[] parts = header.strip().split("/", -1);
    try {
      if (parts.length == 2) {
        return new DeviceIdentity(decoded(parts[0]), decoded(parts[1]));
      }
    } catch (IllegalArgumentException e) {
      throw unnamed(caller, HEADER + " names no device");
    }
    throw unnamed(caller, HEADER + " must be GROUP/DEVICE, each percent-encoded");
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Who may upload for no device need not be told how to name one. */
  private static ProblemException unnamed(Caller caller, String detail) {
    return caller instanceof Caller.Reader
        ? new ProblemException(ProblemCode.FORBIDDEN, "a reader uploads for no device")
        : new ProblemException(ProblemCode.DEVICE_UNNAMED, detail);
  }
}
