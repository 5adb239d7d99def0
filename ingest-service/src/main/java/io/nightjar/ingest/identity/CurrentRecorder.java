package io.nightjar.ingest.identity;

import io.nightjar.ingest.http.Headers;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.io.IOException;
import java.util.Optional;

/** Whose recordings the call is about that is under way: one rule for every route of uploads. */
@RequestScoped
public class CurrentRecorder {
  private final CurrentCaller caller;
  private final Recorders recorders;
  private final CurrentVertxRequest call;
  private Optional<DeviceIdentity> named = Optional.empty();

  CurrentRecorder(CurrentCaller caller, Recorders recorders, CurrentVertxRequest call) {
    this.caller = caller;
    this.recorders = recorders;
    this.call = call;
  }

  /**
   * The device that calls, or the one that a person or an operator names with {@link
   * Recorders#HEADER}.
   *
   * @throws ProblemException {@code device-unnamed}, {@code device-not-found} or {@code forbidden}
   */
  public DeviceIdentity device() throws IOException {
    // One that came several times is a list, and names no device.
    DeviceIdentity device =
        recorders.of(
            caller.get(), Headers.value(call.getCurrent().request().headers(), Recorders.HEADER));
    named = Optional.of(device);
    return device;
  }

  /** The same where it has been found out already, else the device that calls, if one does. */
  public Optional<DeviceIdentity> known() {
    return named.or(caller::callingDevice);
  }
}
