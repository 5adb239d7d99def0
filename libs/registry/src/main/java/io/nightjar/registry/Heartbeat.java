package io.nightjar.registry;

import io.nightjar.pipeline.identity.DeviceIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * When a device was last heard.
 *
 * @param deviceId by which the field's device API knows it
 * @param device who
 * @param at when, by our clock
 * @param next when it will be heard again, as it says itself
 */
public record Heartbeat(long deviceId, DeviceIdentity device, Instant at, Optional<Instant> next) {

  /** Whether it should have been heard again by now. */
  public boolean isOverdue(Instant now) {
    return next.filter(now::isAfter).isPresent();
  }
}
