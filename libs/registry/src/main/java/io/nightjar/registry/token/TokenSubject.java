package io.nightjar.registry.token;

import io.nightjar.pipeline.identity.DeviceIdentity;
import java.util.Optional;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/**
 * Whom a token was given to: its claims {@code kind} and {@code sub}, {@code group} of a device,
 * and {@code reads} of a reader.
 */
public sealed interface TokenSubject {
  /** A device of a group. */
  record Device(DeviceIdentity identity) implements TokenSubject {}

  /** A person with a local account. */
  record Person(String name) implements TokenSubject {}

  /** Who runs the whole; the name is for logs. */
  record Operator(String name) implements TokenSubject {}

  /** A program or a person that reads recordings and does nothing else; the name is for logs. */
  record Reader(String name, ReadableGroups groups) implements TokenSubject {}

  /** The claim that tells the kinds apart. */
  String KIND = "kind";

  /** The claim by which a token is revoked, unless it is a device's. */
  String ID = "jti";

  /** The claim that holds a device's group. */
  String GROUP = "group";

  /**
   * Reads claims, of which any may be missing or malformed.
   *
   * @return empty if they are not those of any kind
   */
  static Optional<TokenSubject> of(JwtClaims claims) {
    try {
      @Nullable String kind = claims.getStringClaimValue(KIND);
      @Nullable String name = claims.getSubject();
      if (kind == null || name == null || name.isBlank()) {
        return Optional.empty();
      }
      return switch (kind) {
        case "device" ->
            Optional.ofNullable(claims.getStringClaimValue(GROUP))
                .map(group -> new Device(new DeviceIdentity(group, name)));
        case "person" -> Optional.of(new Person(name));
        case "operator" -> Optional.of(new Operator(name));
        case "reader" -> Optional.of(new Reader(name, ReadableGroups.of(claims)));
        default -> Optional.empty();
      };
    } catch (MalformedClaimException | IllegalArgumentException notOfAnyKind) {
      return Optional.empty();
    }
  }

  /** The claim {@link #KIND}. */
  default String kind() {
    return switch (this) {
      case Device _ -> "device";
      case Person _ -> "person";
      case Operator _ -> "operator";
      case Reader _ -> "reader";
    };
  }

  /** The claim {@code sub}. */
  default String subject() {
    return switch (this) {
      case Device device -> device.identity().device();
      case Person person -> person.name();
      case Operator operator -> operator.name();
      case Reader reader -> reader.name();
    };
  }
}
