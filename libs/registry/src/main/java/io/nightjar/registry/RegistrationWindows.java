package io.nightjar.registry;

import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When devices register themselves in groups, whatever else is configured. Asked anew for each
 * registration: what one replica has opened or closed, the others know at once. Thread-safe.
 */
public final class RegistrationWindows {
  private final Revisions<RegistrationWindow> revisions;
  private final InstantSource clock;

  RegistrationWindows(ObjectStore store, InstantSource clock) {
    this.revisions = new Revisions<>(store, RegistrationWindow.class, clock);
    this.clock = clock;
  }

  /**
   * Opens a group, in place of a window that it has.
   *
   * @param devices how many are let in, at least 1
   * @param closesAt in the future
   */
  public RegistrationWindow open(String group, int devices, Instant closesAt) throws IOException {
    RegistrationWindow window =
        new RegistrationWindow(group, devices, 0, clock.instant(), closesAt);
    if (revisions.create(ObjectKeys.registration(group), window)) {
      return window;
    }
    return revisions.change(ObjectKeys.registration(group), _ -> window).orElseThrow();
  }

  /** The last window of a group, which may be over; empty if it never had one. */
  public Optional<RegistrationWindow> find(String group) throws IOException {
    return revisions.newest(ObjectKeys.registration(group));
  }

  /** Whether a device may register itself in a group. */
  public boolean isOpen(String group) throws IOException {
    return find(group).filter(window -> window.isOpen(clock.instant())).isPresent();
  }

  /** Counts a device; empty if the group lets none in, else the window that does. */
  public Optional<RegistrationWindow> use(String group) throws IOException {
    AtomicBoolean open = new AtomicBoolean();
    return revisions
        .change(
            ObjectKeys.registration(group),
            window -> {
              open.set(window.isOpen(clock.instant()));
              return open.get() ? window.withRegistered(window.registered() + 1) : window;
            })
        .filter(_ -> open.get());
  }

  /**
   * Counts a device no more that then was not registered; not in a window that was opened since.
   */
  public void giveBack(RegistrationWindow used) throws IOException {
    revisions.change(
        ObjectKeys.registration(used.group()),
        window ->
            window.openedAt().equals(used.openedAt())
                ? window.withRegistered(Math.max(0, window.registered() - 1))
                : window);
  }

  /** Closes a group; empty if it never was open. */
  public Optional<RegistrationWindow> close(String group) throws IOException {
    return revisions.change(
        ObjectKeys.registration(group), window -> window.closedAt(clock.instant()));
  }
}
