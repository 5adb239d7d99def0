package io.nightjar.ingest.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Person;
import io.nightjar.registry.Registry;
import io.nightjar.registry.token.TokenSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
  private final Cache<String, Person> people;
  private final Cache<String, Boolean> revokedTokens;

  /**
   * Asks a registry.
   *
   * @param registry may refuse while its store can't be reached
   * @param freshness how long an answer is believed
   * @param most how many answers are remembered: of devices, of people, and of their tokens
   */
  public RegisteredCallers(Supplier<Registry> registry, Duration freshness, int most) {
    this.registry = registry;
    this.devices = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(freshness).build();
    this.revokedTokens =
        Caffeine.newBuilder().maximumSize(most).expireAfterWrite(freshness).build();
    this.people = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(freshness).build();
  }

  /**
   * The caller that a token was given to.
   *
   * @throws ProblemException {@code token-invalid} if they are unknown or revoked, the token itself
   *     is, or it was issued before those that are valid now
   * @throws IOException if the store fails, which says nothing of the token
   */
  Caller of(OwnTokens.Genuine token) throws IOException {
    return switch (token.subject()) {
      case TokenSubject.Device named -> {
        Device device = device(named.identity()).orElseThrow(RegisteredCallers::unknown);
        require(device.accepts(token.issuedAt()));
        yield new Caller.Device(device.identity(), device.id());
      }
      case TokenSubject.Person named -> {
        requireNotRevoked(token.id());
        Person person = person(named.name()).orElseThrow(RegisteredCallers::unknown);
        require(person.accepts(token.issuedAt()));
        yield new Caller.Person(person.name(), person.roles());
      }
      case TokenSubject.Operator operator -> {
        requireNotRevoked(token.id());
        yield new Caller.Operator(operator.name());
      }
      case TokenSubject.Reader reader -> {
        // Made by hand: without an id nothing but a change of keys would end it.
        require(token.id().isPresent());
        requireNotRevoked(token.id());
        yield new Caller.Reader(reader.name(), reader.groups());
      }
    };
  }

  /** A person whom a provider knows; who was given no role yet may do nothing much. */
  Caller of(ProvidedPeople.Provided provided) throws IOException {
    Optional<Person> person = person(provided.name());
    require(!person.map(Person::revoked).orElse(false));
    return provided.operator()
        ? new Caller.Operator(provided.name())
        : new Caller.Person(provided.name(), person.map(Person::roles).orElse(Map.of()));
  }

  /** A device that is registered and not revoked. */
  Optional<Device> active(DeviceIdentity identity) throws IOException {
    return device(identity).filter(device -> !device.revoked());
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

  private Optional<Person> person(String name) throws IOException {
    Person known = people.getIfPresent(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Person> found = registry.get().people().find(name);
    found.ifPresent(person -> people.put(name, person));
    return found;
  }

  /** What this replica has changed itself, it knows at once. */
  public void forget(DeviceIdentity device) {
    devices.invalidate(device);
  }

  /** The same for a person. */
  public void forget(String person) {
    people.invalidate(person);
  }

  /** The same for a token that was revoked. */
  public void forgetToken(String id) {
    revokedTokens.invalidate(id);
  }

  private void requireNotRevoked(Optional<String> token) throws IOException {
    if (token.isPresent()) {
      require(!isRevoked(token.get()));
    }
  }

  private boolean isRevoked(String token) throws IOException {
    Boolean known = revokedTokens.getIfPresent(token);
    if (known != null) {
      return known;
    }
    boolean revoked = registry.get().revokedTokens().contains(token);
    revokedTokens.put(token, revoked);
    return revoked;
  }

  private static void require(boolean valid) {
    if (!valid) {
      throw new ProblemException(ProblemCode.TOKEN_INVALID, "the token was revoked");
    }
  }

  private static ProblemException unknown() {
    return new ProblemException(
        ProblemCode.TOKEN_INVALID, "the token was given to someone who is not registered");
  }
}
