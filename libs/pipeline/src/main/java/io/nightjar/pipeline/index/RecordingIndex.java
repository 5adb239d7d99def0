package io.nightjar.pipeline.index;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.Aside;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists recordings by time recorded, of a device or of a group. Each has two empty objects whose
 * keys say all: {@code index/{group}/{device}/{yyyy-MM-dd}/{HHmmssSSS}-{recordingId}.{kind}}, and
 * the same under {@code .all} for the group. Where a stage finds another time in the recording, it
 * moves them; a crash may leave one at the old time, so a reader compares each with the recording.
 * Thread-safe.
 */
public final class RecordingIndex {
  private static final byte[] NOTHING = {};
  private static final String MEDIA_TYPE = "application/octet-stream";

  private final ObjectStore store;

  /** The listing in a store. */
  public RecordingIndex(ObjectStore store) {
    this.store = store;
  }

  /**
   * A recording as it is listed.
   *
   * @param device who made it
   * @param recordingId its identity
   * @param kind what it is
   */
  public record Entry(DeviceIdentity device, RecordingId recordingId, MediaKind kind) {
    /** That of an accepted recording. */
    public static Entry of(Recording recording) {
      return new Entry(recording.device(), recording.recordingId(), recording.kind());
    }

    private List<String> keys(Instant at) {
      String position = new Position(at, recordingId, kind).text();
      return List.of(
          ObjectKeys.index(device) + position, ObjectKeys.index(device.group()) + position);
    }
  }

  /** Lists a recording at a time; that it is there already is no error. */
  public void add(Entry entry, Instant at) throws StoreException {
    each(entry.keys(at), key -> store.put(key, NOTHING, MEDIA_TYPE));
  }

  /** Whether a recording is listed at a time, both among its device's and among its group's. */
  public boolean holds(Entry entry, Instant at) throws StoreException {
    for (String key : entry.keys(at)) {
      if (store.find(key, 0).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Lists a recording at another time. */
  public void move(Entry entry, Instant from, Instant to) throws StoreException {
    if (!entry.keys(from).equals(entry.keys(to))) {
      add(entry, to);
      remove(entry, from);
    }
  }

  /** Lists it no more. */
  public void remove(Entry entry, Instant at) throws StoreException {
    each(entry.keys(at), store::delete);
  }

  @FunctionalInterface
  private interface Change {
    void at(String key) throws StoreException;
  }

  /** Changes what stands under both keys, which don't depend on one another, at the same time. */
  private static void each(List<String> keys, Change change) throws StoreException {
    List<Aside<String>> others =
        keys.stream()
            .skip(1)
            .map(
                key ->
                    Aside.start(
                        () -> {
                          change.at(key);
                          return key;
                        }))
            .toList();
    try {
      change.at(keys.getFirst());
    } finally {
      for (Aside<String> other : others) {
        other.awaitStore();
      }
    }
  }

  /**
   * What is asked for.
   *
   * @param prefix a device's, or a group's, by {@link ObjectKeys#index}
   * @param from the earliest time, inclusive
   * @param to the latest time, exclusive
   * @param kind only these
   * @param newestFirst the order
   * @param after only what comes after this in the order
   * @param most how many, at least 1
   */
  public record Query(
      String prefix,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<MediaKind> kind,
      boolean newestFirst,
      Optional<Position> after,
      int most) {

    /** Nothing that is asked for stands before it. */
    private Cut begin() {
      Cut begin = from.map(Cut::before).orElse(Cut.FIRST);
      return newestFirst ? begin : after.map(Cut::behind).orElse(begin).orLater(begin);
    }

    /** Nothing that is asked for stands behind it. */
    private Cut end() {
      Cut end = to.map(Cut::before).orElse(Cut.LAST);
      return newestFirst ? after.map(Cut::before).orElse(end).orEarlier(end) : end;
    }
  }

  /**
   * Some of what was asked for.
   *
   * @param positions in the order that was asked for
   * @param next what to go on after; empty where nothing more can come
   */
  public record Page(List<Position> positions, Optional<Position> next) {
    public Page {
      positions = List.copyOf(positions);
    }
  }

  /**
   * The next ones in the order that is asked for. A page may hold fewer than were asked for and not
   * be the last one: of a kind that is rare, say. Memory and the requests to the store do not grow
   * with the number of recordings: a page takes one to three listings where they lie evenly in
   * time, and a few dozen at worst, and one for each thousand days on the first page.
   */
  public Page read(Query query) throws StoreException {
    PageFilling page = new PageFilling(query.kind(), query.most());
    if (query.newestFirst()) {
      new TailReading(store, query.prefix(), page).read(query.begin(), end(query));
    } else {
      ascend(query, page);
    }
    return page.page();
  }

  private void ascend(Query query, PageFilling page) throws StoreException {
    String upper = query.prefix() + query.end().text();
    store.listWhile(
        query.prefix(),
        query.prefix() + query.begin().text(),
        object -> {
          if (object.key().compareTo(upper) >= 0) {
            return false;
          }
          Position.parse(object.key().substring(query.prefix().length())).ifPresent(page::add);
          return !page.isFull();
        });
  }

  /** Where nobody says when to begin, it is at the end of the last day that there is. */
  private Cut end(Query query) throws StoreException {
    Cut end = query.end();
    if (end.isBefore(Cut.LAST)) {
      return end;
    }
    List<Cut> ends = new ArrayList<>(List.of(end));
    store.listFolders(
        query.prefix(),
        day -> Position.endOfDay(day).map(Cut::before).ifPresent(last -> ends.set(0, last)));
    return ends.getFirst();
  }
}
