package io.nightjar.registry;

import java.time.Instant;

/**
 * An invitation of devices into a group. Its code is known to whom it was given alone.
 *
 * @param id the SHA-256 of its code, lower-case hex
 * @param group into which
 * @param uses how many devices it lets in
 * @param used how many it has let in
 * @param createdAt when
 * @param expiresAt from when on it lets none in
 * @param withdrawn whether it was taken back
 */
public record Invitation(
    String id,
    String group,
    int uses,
    int used,
    Instant createdAt,
    Instant expiresAt,
    boolean withdrawn) {

  /** Whether it lets a further device in. */
  public boolean isOpen(Instant now) {
    return !withdrawn && used < uses && now.isBefore(expiresAt);
  }

  Invitation withUsed(int count) {
    return new Invitation(id, group, uses, count, createdAt, expiresAt, withdrawn);
  }

  Invitation taken() {
    return new Invitation(id, group, uses, used, createdAt, expiresAt, true);
  }
}
