package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Which topics take no events: after a few failures in a row a topic rests for a while, and then
 * one entry tries it. Its entries wait meanwhile, and no others. Not thread-safe.
 */
final class TopicRests {
  private static final int MOST_FAILURES = 3;
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(2));

  private final Map<MediaKind, Integer> failures = new EnumMap<>(MediaKind.class);
  private final Map<MediaKind, Instant> until = new EnumMap<>(MediaKind.class);
  private final Map<MediaKind, Instant> succeeded = new EnumMap<>(MediaKind.class);

  void failed(MediaKind kind, Instant now) {
    int count = failures.merge(kind, 1, Integer::sum);
    if (count >= MOST_FAILURES) {
      Duration rest = BACKOFF.before(count - MOST_FAILURES, RandomGenerator.getDefault());
      until.put(kind, now.plus(rest));
    }
  }

  void succeeded(MediaKind kind, Instant now) {
    failures.remove(kind);
    until.remove(kind);
    succeeded.put(kind, now);
  }

  boolean rests(MediaKind kind, Instant now) {
    return Optional.ofNullable(until.get(kind)).filter(now::isBefore).isPresent();
  }

  boolean allRest(Instant now) {
    return Arrays.stream(MediaKind.values()).allMatch(kind -> rests(kind, now));
  }

  /** Whether the topic has taken an event since then, so that one it refuses is to blame itself. */
  boolean hasSucceededSince(MediaKind kind, Instant since) {
    return Optional.ofNullable(succeeded.get(kind))
        .filter(last -> !last.isBefore(since))
        .isPresent();
  }
}
