package io.nightjar.ingest.identity;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who makes the call that is under way. */
@RequestScoped
public class CurrentCaller {
  private Optional<Caller> caller = Optional.empty();

  void is(Caller authenticated) {
    caller = Optional.of(authenticated);
  }

  /** Who it is. */
  public Caller get() {
    return caller.orElseThrow(() -> new IllegalStateException("a call that was not authenticated"));
  }

  /** The device that calls, if it is known by now that one does. */
  Optional<DeviceIdentity> callingDevice() {
    return caller
        .filter(Caller.Device.class::isInstance)
        .map(known -> ((Caller.Device) known).identity());
  }

  /**
   * The device that calls, for what only devices do.
   *
   * @throws ProblemException {@code not-a-device} if anyone else calls
   */
  public DeviceIdentity device() {
    return registered().identity();
  }

  /** The same with its id. */
  public Caller.Device registered() {
    return switch (get()) {
      case Caller.Device device -> device;
      case Caller.Person _, Caller.Operator _, Caller.Reader _ ->
          throw new ProblemException(ProblemCode.NOT_A_DEVICE, "only a device may do this");
    };
  }
}
