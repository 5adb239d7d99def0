package io.nightjar.ingest.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the registry says of callers, remembered for a short while, so that not every request costs
 * calls to the store. Only who is known is remembered: who registers is let in at once.
 * Thread-safe.
 */
public final class RegisteredCallers {
  private final Supplier<Registry> registry;
  private final Cache<DeviceIdentity, Device> devices;

  /**
   * Asks a registry.
   *
   * @param registry may refuse while its store can't be reached
   * @param freshness how long an answer is believed
   * @param most how many answers are remembered
   */
  public RegisteredCallers(Supplier<Registry> registry, Duration freshness, int most) {
    this.registry = registry;
    this.devices = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(freshness).build();
  }

  /**
   * The caller that a token was given to.
   *
   * @throws ProblemException {@code token-invalid} if they are unknown or revoked, or the token was
   *     issued before those that are valid now
   * @throws IOException if the store fails, which says nothing of the token
   */
  Caller of(OwnTokens.Genuine token) throws IOException {
    return switch (token.subject()) {
      case io.nightjar.registry.token.TokenSubject.Device named -> {
        Device device = device(named.identity()).orElseThrow(RegisteredCallers::unknown);
        if (!device.accepts(token.issuedAt())) {
          throw void_();
        }
        yield new Caller.Device(device.identity(), device.id());
      }
      case io.nightjar.registry.token.TokenSubject.Person _ -> throw unknown();
      case io.nightjar.registry.token.TokenSubject.Operator operator ->
          new Caller.Operator(operator.name());
    };
  }

  private Optional<Device> device(DeviceIdentity identity) throws IOException {
    Device known = devices.getIfPresent(identity);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Device> found = registry.get().devices().find(identity);
    found.ifPresent(device -> devices.put(identity, device));
    return found;
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ProblemCode.TOKEN_INVALID, "the token was given to someone who is not registered");
  }

  private static ProblemException void_() {
    return new ProblemException(ProblemCode.TOKEN_INVALID, "the token was revoked");
  }
}
