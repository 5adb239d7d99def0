package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.retry.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a replica remembers of the entries that it could not finish: how often each failed and until
 * when it waits. A replica that knows nothing of an entry, because it is new or another one tried
 * it, merely tries it once more. Not thread-safe.
 */
final class WaitingEntries {
  /** Beyond that the entry that has been here longest is forgotten, and tried again. */
  private static final int MOST = 10_000;

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(30));

  private final Map<String, Wait> waits =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wait> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Why an entry waits.
   *
   * @param failures of its own; 0 if it only waits for its topic
   * @param since the first of them
   * @param until when it waits
   * @param kind of its recording, if the entry could be read
   */
  record Wait(int failures, Instant since, Instant until, Optional<MediaKind> kind) {}

  Optional<Wait> of(String key) {
    return Optional.ofNullable(waits.get(key));
  }

  /** Notes that an entry failed. */
  Wait failed(String key, Instant now, Optional<MediaKind> kind) {
    Optional<Wait> before = of(key).filter(wait -> wait.failures() > 0);
    int failures = before.map(Wait::failures).orElse(0) + 1;
    Duration pause = BACKOFF.before(failures - 1, RandomGenerator.getDefault());
    Wait wait = new Wait(failures, before.map(Wait::since).orElse(now), now.plus(pause), kind);
    waits.put(key, wait);
    return wait;
  }

  /** Notes that an entry waits for its topic, so that it need not be read again until then. */
  void waitsForTopic(String key, Instant now, MediaKind kind) {
    waits.putIfAbsent(key, new Wait(0, now, now, Optional.of(kind)));
  }

  void forget(String key) {
    waits.remove(key);
  }
}
