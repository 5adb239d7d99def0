package io.nightjar.pipeline.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.identity.DeviceIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * A device tells what happened to it: that it was switched on, say, or that its battery is low.
 *
 * @param deviceId by which the field's device API knows it, 53 bits
 * @param device who tells
 * @param type what happened, in the device's words: any text
 * @param at when, UTC, by the device's clock
 * @param details what the device says of it, as it says it
 */
public record DeviceEvent(
    long deviceId, DeviceIdentity device, String type, Instant at, Optional<JsonNode> details)
    implements EventContent {

  @Override
  public String subject() {
    return Long.toString(deviceId);
  }
}
