package io.nightjar.ingest.registration;

import io.nightjar.ingest.problem.ProblemCode;
import io.nightjar.ingest.problem.ProblemException;
import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.registry.Device;
import io.nightjar.registry.Person;
import io.nightjar.registry.Registry;
import io.nightjar.registry.token.TokenSigner;
import io.nightjar.registry.token.TokenSubject;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives tokens to devices and people, for their passwords or by who may. Thread-safe. */
public final class Tokens {
  private final Supplier<Registry> registry;
  private final Hashing hashing;
  private final TokenSigner signer;
  private final Lifetimes lifetimes;

  /**
   * How long tokens are good.
   *
   * @param device of a device
   * @param person of a person's local account
   */
  public record Lifetimes(Duration device, Duration person) {}

  /** Signs tokens for who is in a registry. */
  public Tokens(
      Supplier<Registry> registry, Hashing hashing, TokenSigner signer, Lifetimes lifetimes) {
    this.registry = registry;
    this.hashing = hashing;
    this.signer = signer;
    this.lifetimes = lifetimes;
  }

  /**
   * A token for a device by its names and its password.
   *
   * @throws ProblemException {@code credentials-wrong}, or {@code overloaded}
   */
  public GivenToken forPassword(DeviceIdentity identity, String password)
      throws IOException, InterruptedException {
    return forPassword(registry.get().devices().find(identity), password);
  }

  /**
   * The same for a device by its id.
   *
   * @param id of 53 bits
   */
  public GivenToken forPassword(long id, String password) throws IOException, InterruptedException {
    return forPassword(registry.get().devices().find(id), password);
  }

  private GivenToken forPassword(Optional<Device> device, String password)
      throws InterruptedException {
    boolean right = hashing.matches(password, device.flatMap(Device::passwordHash));
    return device
        .filter(found -> right && !found.revoked())
        .map(this::forDevice)
        .orElseThrow(Tokens::wrong);
  }

  /**
   * A token for a person by the name and password of their local account.
   *
   * @throws ProblemException {@code credentials-wrong}, or {@code overloaded}
   */
  public GivenToken forPerson(String name, String password)
      throws IOException, InterruptedException {
    Optional<Person> person = registry.get().people().find(name);
    boolean right = hashing.matches(password, person.flatMap(Person::passwordHash));
    return person
        .filter(found -> right && !found.revoked())
        .map(this::forPerson)
        .orElseThrow(Tokens::wrong);
  }

  private GivenToken forPerson(Person person) {
    TokenSigner.Signed token =
        signer.sign(
            new TokenSubject.Person(person.name()), person.tokensValidFrom(), lifetimes.person());
    return GivenToken.of(person.name(), token.text(), token.expiresAt());
  }

  /** A token for a device, of those that are valid now. */
  public GivenToken forDevice(Device device) {
    TokenSigner.Signed token =
        signer.sign(
            new TokenSubject.Device(device.identity()),
            device.tokensValidFrom(),
            lifetimes.device());
    return GivenToken.of(device, token.text(), token.expiresAt());
  }

  private static ProblemException wrong() {
    return new ProblemException(
        ProblemCode.CREDENTIALS_WRONG, "no device or person has this name and this password");
  }
}
