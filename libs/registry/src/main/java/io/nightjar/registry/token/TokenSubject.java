package io.nightjar.registry.token;

import io.nightjar.pipeline.identity.DeviceIdentity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom a token was given to: its claims {@code kind}, {@code sub} and {@code group}. */
public sealed interface TokenSubject {
  /** A device of a group. */
  record Device(DeviceIdentity identity) implements TokenSubject {}

  /** A person with a local account. */
  record Person(String name) implements TokenSubject {}

  /** Who runs the whole; the name is for logs. */
  record Operator(String name) implements TokenSubject {}

  /** The claim that tells the kinds apart. */
  String KIND = "kind";

  /** The claim by which a token is revoked, unless it is a device's. */
  String ID = "jti";

  /** The claim that holds a device's group. */
  String GROUP = "group";

  /**
   * Reads claims, of which any may be missing.
   *
   * @return empty if they are not those of any kind
   */
  static Optional<TokenSubject> of(
      @Nullable String kind, @Nullable String name, @Nullable String group) {
    if (kind == null || name == null || name.isBlank()) {
      return Optional.empty();
    }
    try {
      return switch (kind) {
        case "device" ->
            Optional.ofNullable(group).map(g -> new Device(new DeviceIdentity(g, name)));
        case "person" -> Optional.of(new Person(name));
        case "operator" -> Optional.of(new Operator(name));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException noName) {
      return Optional.empty();
    }
  }

  /** The claim {@link #KIND}. */
  default String kind() {
    return switch (this) {
      case Device _ -> "device";
      case Person _ -> "person";
      case Operator _ -> "operator";
    };
  }

  /** The claim {@code sub}. */
  default String subject() {
    return switch (this) {
      case Device device -> device.identity().device();
      case Person person -> person.name();
      case Operator operator -> operator.name();
    };
  }
}
