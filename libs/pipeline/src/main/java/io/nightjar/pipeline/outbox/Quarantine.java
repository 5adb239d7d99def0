package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStat;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Where entries lie that can't be finished, out of the way of all others, until someone or an
 * upgrade mends what is wrong: byte for byte, under their names, for ever. In the store, so that
 * every replica and operator sees the same; when an entry was last tried is when it was last
 * written.
 */
final class Quarantine {
  /** How long an entry rests between two tries. */
  static final Duration REST = Duration.ofHours(1);

  private static final String JSON = "application/json";

  private final ObjectStore store;

  Quarantine(ObjectStore store) {
    this.store = store;
  }

  /** Moves an entry out of the outbox; a crash in between leaves it in both, and loses nothing. */
  void add(String outboxKey) throws IOException {
    try (InputStream entry = store.open(outboxKey)) {
      store.put(ObjectKeys.quarantined(outboxKey), entry, JSON);
    }
    store.delete(outboxKey);
  }

  static boolean isDue(ObjectStat quarantined, Instant now) {
    return quarantined.size() <= Acceptance.LARGEST_ENTRY
        && !quarantined.lastModified().isAfter(now.minus(REST));
  }

  /** The key that a quarantined entry had in the outbox. */
  static String outboxKey(String quarantinedKey) {
    return ObjectKeys.OUTBOX + quarantinedKey.substring(ObjectKeys.QUARANTINE.length());
  }

  /** Notes that an entry was tried again in vain. */
  void rest(String quarantinedKey) throws StoreException {
    var entry = store.find(quarantinedKey, Acceptance.LARGEST_ENTRY);
    if (entry.isPresent()) {
      store.put(quarantinedKey, entry.get(), JSON);
    }
  }

  void remove(String quarantinedKey) throws StoreException {
    store.delete(quarantinedKey);
  }
}
