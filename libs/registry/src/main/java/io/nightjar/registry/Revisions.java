package io.nightjar.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.nightjar.pipeline.Json;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Documents that change by a further numbered revision under a key of its own, which is written
 * only if none stands there: of two who change the same at once, the second reads what the first
 * has made of it. Revisions are kept, so that a writer that was held up never brings an earlier
 * state back, and what was changed when can be read. Thread-safe.
 *
 * @param <T> what a document says
 */
final class Revisions<T> {
  private static final int LARGEST_DOCUMENT = 256 * 1024;
  private static final int MOST_TRIES = 50;
  private static final String JSON = "application/json";

  /** Sorts behind every revision of a series. */
  private static final String BEHIND = "~";

  private final ObjectStore store;
  private final Class<T> type;
  private final InstantSource clock;

  Revisions(ObjectStore store, Class<T> type, InstantSource clock) {
    this.store = store;
    this.type = type;
    this.clock = clock;
  }

  /**
   * A revision as it is stored.
   *
   * @param change random; tells a writer whose answer was lost that this is its own
   * @param changedAt by the clock of who changed it
   * @param value the document
   */
  private record Revision(UUID change, Instant changedAt, JsonNode value) {}

  /** The newest revision of a series, if it has any. */
  Optional<T> newest(String series) throws IOException {
    int number = newestNumber(series);
    return number == 0 ? Optional.empty() : Optional.of(read(ObjectKeys.revision(series, number)));
  }

  /** Begins a series; returns whether none was there. */
  boolean create(String series, T value) throws IOException {
    return newestNumber(series) == 0 && append(series, 1, value);
  }

  /**
   * Adds a revision that is made of the newest one.
   *
   * @param change may be asked several times, and return what it is given for no change
   * @return what then stands; empty if the series has no revision
   */
  Optional<T> change(String series, UnaryOperator<T> change) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int number = newestNumber(series);
      if (number == 0) {
        return Optional.empty();
      }
      T newest = read(ObjectKeys.revision(series, number));
      T changed = change.apply(newest);
      if (changed.equals(newest) || append(series, number + 1, changed)) {
        return Optional.of(changed);
      }
    }
    throw new IOException(series + " is changed too often by others");
  }

  /**
   * The newest revisions of all series below a prefix, in the order of their keys.
   *
   * @param after the series to go on behind; empty for the first one
   * @param most how many
   */
  List<T> all(String prefix, String after, int most) throws IOException {
    List<String> newest = new ArrayList<>();
    store.listWhile(
        prefix,
        after.isEmpty() ? "" : after + BEHIND,
        object -> {
          if (ObjectKeys.revisionOf(object.key()).isEmpty()) {
            return true;
          }
          if (!newest.isEmpty() && series(newest.getLast()).equals(series(object.key()))) {
            newest.removeLast();
          } else if (newest.size() == most) {
            return false;
          }
          return newest.add(object.key());
        });
    List<T> values = new ArrayList<>(newest.size());
    for (String key : newest) {
      values.add(read(key));
    }
    return values;
  }

  private static String series(String key) {
    return key.substring(0, key.lastIndexOf('/'));
  }

  private int newestNumber(String series) throws IOException {
    int[] newest = {0};
    store.list(series, object -> ObjectKeys.revisionOf(object.key()).ifPresent(n -> newest[0] = n));
    return newest[0];
  }

  private boolean append(String series, int number, T value) throws IOException {
    String key = ObjectKeys.revision(series, number);
    byte[] body = Json.document(new Revision(UUID.randomUUID(), clock.instant(), Json.tree(value)));
    if (body.length > LARGEST_DOCUMENT) {
      throw new IllegalArgumentException(key + " would be larger than " + LARGEST_DOCUMENT);
    }
    return store.putIfAbsent(key, body, JSON)
        || store.find(key, LARGEST_DOCUMENT).filter(kept -> Arrays.equals(kept, body)).isPresent();
  }

  private T read(String key) throws IOException {
    byte[] document =
        store
            .find(key, LARGEST_DOCUMENT)
            .orElseThrow(() -> new IOException(key + " was listed but is gone"));
    return Json.read(Json.bytes(Json.read(document, Revision.class).value()), type);
  }
}
