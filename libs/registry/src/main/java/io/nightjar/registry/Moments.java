package io.nightjar.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** Times in full seconds, as tokens tell the time of their issue. */
final class Moments {
  private Moments() {}

  static Instant now(InstantSource clock) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** From when on tokens are valid if all are void that were issued so far, this second too. */
  static Instant after(Instant validFrom, InstantSource clock) {
    Instant next = now(clock).plusSeconds(1);
    return next.isAfter(validFrom) ? next : validFrom.plusSeconds(1);
  }
}
