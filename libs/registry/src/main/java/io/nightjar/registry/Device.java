package io.nightjar.registry;

import io.nightjar.pipeline.identity.DeviceIdentity;
import java.time.Instant;
import java.util.Optional;

/**
 * A registered device.
 *
 * @param identity its group and name
 * @param id positive, of 53 bits, unique among all devices: what the field's device API calls it
 * @param saltId what the field's management of devices calls it; its id unless it said another
 * @param passwordHash with which it asks for tokens, in PHC string form
 * @param registeredAt when
 * @param revoked whether it may do nothing any more
 * @param tokensValidFrom full seconds; tokens that were issued before are void
 */
public record Device(
    DeviceIdentity identity,
    long id,
    long saltId,
    Optional<String> passwordHash,
    Instant registeredAt,
    boolean revoked,
    Instant tokensValidFrom) {

  /** Whether a token that was issued at a time may still be used. */
  public boolean accepts(Instant issuedAt) {
    return !revoked && !issuedAt.isBefore(tokensValidFrom);
  }

  Device withRevoked(boolean isRevoked, Instant validFrom) {
    return new Device(identity, id, saltId, passwordHash, registeredAt, isRevoked, validFrom);
  }

  Device withPasswordHash(String hash) {
    return new Device(
        identity, id, saltId, Optional.of(hash), registeredAt, revoked, tokensValidFrom);
  }

  /** Without the hash, which no log may show. */
  @Override
  public String toString() {
    return identity.group() + "/" + identity.device() + " (" + id + ")";
  }
}
