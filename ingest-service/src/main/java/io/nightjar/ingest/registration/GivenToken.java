package io.nightjar.ingest.registration;

import io.nightjar.registry.Device;
import java.time.Instant;
import java.util.Optional;

/**
 * A token, and to whom it was given.
 *
 * @param token for the header {@code Authorization: Bearer}
 * @param expiresAt from when on it is void
 * @param group of the device, if it is one
 * @param device its name
 * @param id of 53 bits, by which the field's device API knows it
 * @param saltId what the field's management of devices calls it
 * @param person the name, if it is a person
 */
public record GivenToken(
    String token,
    Instant expiresAt,
    Optional<String> group,
    Optional<String> device,
    Optional<Long> id,
    Optional<Long> saltId,
    Optional<String> person) {

  static GivenToken of(Device device, String token, Instant expiresAt) {
    return new GivenToken(
        token,
        expiresAt,
        Optional.of(device.identity().group()),
        Optional.of(device.identity().device()),
        Optional.of(device.id()),
        Optional.of(device.saltId()),
        Optional.empty());
  }

  static GivenToken of(String person, String token, Instant expiresAt) {
    return new GivenToken(
        token,
        expiresAt,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(person));
  }
}
