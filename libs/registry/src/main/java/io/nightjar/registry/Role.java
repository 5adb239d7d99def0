package io.nightjar.registry;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a person may do in a group; each may do what those before it may. */
public enum Role {
  /** Reads the recordings of the group. */
  VIEWER,
  /** Also uploads for its devices, and labels. */
  MEMBER,
  /** Also manages its devices, people and invitations. */
  OWNER;

  /** Whether who has this role may do what needs another. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** Its name in documents and answers. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  @JsonCreator
  public static Role of(String text) {
    return Arrays.stream(values())
        .filter(role -> role.text().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a role is viewer, member or owner: " + text));
  }
}
