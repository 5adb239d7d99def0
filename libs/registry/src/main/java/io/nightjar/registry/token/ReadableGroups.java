package io.nightjar.registry.token;

import io.nightjar.pipeline.identity.Names;
import java.util.List;
import java.util.TreeSet;
import org.jose4j.jwt.JwtClaims;

/** The groups whose recordings a reader may read: the claim {@code reads} of its token. */
public sealed interface ReadableGroups {
  /** Every group, those to come as well; the claim is the text {@code all}. */
  record All() implements ReadableGroups {}

  /**
   * Some groups; the claim is an array, so that a group may be called {@code all}.
   *
   * @param names at least one; kept in order and without repeats
   */
  record Named(List<String> names) implements ReadableGroups {
    public Named {
      if (names.isEmpty()) {
        throw new IllegalArgumentException("a reader needs a group to read");
      }
      names.forEach(name -> Names.checked("group", name));
      names = List.copyOf(new TreeSet<>(names));
    }
  }

  /** The claim. */
  String CLAIM = "reads";

  /** What the claim says for every group. */
  String ALL = "all";

  /** Whether a group is one of them. */
  default boolean include(String group) {
    return switch (this) {
      case All _ -> true;
      case Named named -> named.names().contains(group);
    };
  }

  /** Adds the claim to others. */
  default void putInto(JwtClaims claims) {
    switch (this) {
      case All _ -> claims.setStringClaim(CLAIM, ALL);
      case Named named -> claims.setStringListClaim(CLAIM, named.names());
    }
  }

  /**
   * Reads the claim.
   *
   * @throws IllegalArgumentException if it is missing or malformed
   */
  static ReadableGroups of(JwtClaims claims) {
    return switch (claims.getClaimValue(CLAIM)) {
      case String text when text.equals(ALL) -> new All();
      case List<?> names when names.stream().allMatch(String.class::isInstance) ->
          new Named(names.stream().map(String.class::cast).toList());
      case null, default -> throw new IllegalArgumentException("a reader reads groups, or all");
    };
  }
}
