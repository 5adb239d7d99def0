package io.nightjar.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A person, with what they may do. One document says all of it, so that one look tells who calls.
 *
 * @param name unique, 1…128 printable characters; {@code oidc:} and the name that their provider
 *     gives them for one who is known by OpenID Connect
 * @param roles by the name of a group
 * @param passwordHash of a local account, in PHC string form
 * @param knownSince when they were first given an account or a role
 * @param revoked whether they may do nothing any more
 * @param tokensValidFrom full seconds; tokens of a local account that were issued before are void
 */
public record Person(
    String name,
    Map<String, Role> roles,
    Optional<String> passwordHash,
    Instant knownSince,
    boolean revoked,
    Instant tokensValidFrom) {

  public Person {
    roles = Map.copyOf(roles);
  }

  /** Whether a token that was issued at a time may still be used. */
  public boolean accepts(Instant issuedAt) {
    return !revoked && !issuedAt.isBefore(tokensValidFrom);
  }

  Person withRole(String group, Optional<Role> role) {
    Map<String, Role> changed = new TreeMap<>(roles);
    changed.remove(group);
    role.ifPresent(given -> changed.put(group, given));
    return new Person(name, changed, passwordHash, knownSince, revoked, tokensValidFrom);
  }

  Person withPassword(Optional<String> hash, Instant validFrom) {
    return new Person(name, roles, hash, knownSince, false, validFrom);
  }

  Person withRevoked(Instant validFrom) {
    return new Person(name, roles, passwordHash, knownSince, true, validFrom);
  }

  /** Without the hash, which no log may show. */
  @Override
  public String toString() {
    return name;
  }
}
