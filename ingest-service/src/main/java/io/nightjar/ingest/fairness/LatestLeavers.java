package io.nightjar.ingest.fairness;

import java.util.Optional;

/**
 * Who ended an upload last, and who else did before: enough to tell any device whether another one
 * did lately. Not thread-safe.
 */
final class LatestLeavers<D> {
  private Optional<Leaver<D>> last = Optional.empty();
  private Optional<Leaver<D>> another = Optional.empty();

  private record Leaver<D>(D device, long at) {}

  /** Notes that a device has ended an upload; times never go back. */
  void add(D device, long at) {
    if (last.filter(leaver -> !leaver.device().equals(device)).isPresent()) {
      another = last;
    }
    last = Optional.of(new Leaver<>(device, at));
  }

  /** Whether another device than this one has ended an upload after a time. */
  boolean hasOther(D device, long after) {
    Optional<Leaver<D>> other =
        last.filter(leaver -> leaver.device().equals(device)).isPresent() ? another : last;
    return other.filter(leaver -> leaver.at() - after > 0).isPresent();
  }
}
