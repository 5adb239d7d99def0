package io.nightjar.ingest.identity;

import io.nightjar.pipeline.identity.DeviceIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who makes this call. */
@RequestScoped
public class Caller {
  private Optional<DeviceIdentity> device = Optional.empty();

  void is(DeviceIdentity identity) {
    device = Optional.of(identity);
  }

  /** The device, as its token says. */
  public DeviceIdentity device() {
    return device.orElseThrow(() -> new IllegalStateException("a call that was not authenticated"));
  }
}
