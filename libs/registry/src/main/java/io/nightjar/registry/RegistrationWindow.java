package io.nightjar.registry;

import java.time.Instant;

/**
 * A time in which devices register themselves in a group that otherwise would not let them.
 *
 * @param group which
 * @param devices how many it lets in, at least 1
 * @param registered how many it has let in
 * @param openedAt when
 * @param closesAt from when on it lets none in
 */
public record RegistrationWindow(
    String group, int devices, int registered, Instant openedAt, Instant closesAt) {

  /** Whether it lets a further device in. */
  public boolean isOpen(Instant now) {
    return registered < devices && now.isBefore(closesAt);
  }

  RegistrationWindow withRegistered(int count) {
    return new RegistrationWindow(group, devices, count, openedAt, closesAt);
  }

  RegistrationWindow closedAt(Instant at) {
    return at.isBefore(closesAt)
        ? new RegistrationWindow(group, devices, registered, openedAt, at)
        : this;
  }
}
