package io.nightjar.pipeline.index;

import io.nightjar.pipeline.identity.DeviceIdentity;
import io.nightjar.pipeline.identity.RecordingId;
import io.nightjar.pipeline.recording.MediaKind;
import io.nightjar.pipeline.recording.Recording;
import io.nightjar.pipeline.store.ObjectKeys;
import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    for (String key : entry.keys(at)) {
      store.put(key, NOTHING, MEDIA_TYPE);
    }
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
    for (String key : entry.keys(at)) {
      store.delete(key);
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

    /** Below all keys that are asked for. */
    private String lower() {
      String bound = from.map(Position::bound).orElse("");
      return newestFirst
          ? bound
          : after.map(Position::text).filter(text -> text.compareTo(bound) > 0).orElse(bound);
    }

    /** Above all keys that are asked for. */
    private String upper() {
      String bound = to.map(Position::bound).orElse("~");
      return newestFirst
          ? after.map(Position::text).filter(text -> text.compareTo(bound) < 0).orElse(bound)
          : bound;
    }

    private boolean wants(Position position) {
      return kind.isEmpty() || kind.get() == position.kind();
    }
  }

  /** The next ones in the order that is asked for; fewer than asked for only at the end. */
  public List<Position> read(Query query) throws StoreException {
    return query.newestFirst() ? descending(query) : ascending(query);
  }

  private List<Position> ascending(Query query) throws StoreException {
    List<Position> found = new ArrayList<>();
    String upper = query.prefix() + query.upper();
    store.listWhile(
        query.prefix(),
        query.lower().isEmpty() ? "" : query.prefix() + query.lower(),
        object -> {
          if (object.key().compareTo(upper) >= 0) {
            return false;
          }
          position(query, object.key()).ifPresent(found::add);
          return found.size() < query.most();
        });
    return found;
  }

  /** A store lists upwards only, so days are taken from the last one on, each from its first. */
  private List<Position> descending(Query query) throws StoreException {
    List<Position> found = new ArrayList<>();
    for (String day : days(query).reversed()) {
      found.addAll(lastOf(query, day, query.most() - found.size()));
      if (found.size() == query.most()) {
        break;
      }
    }
    return found;
  }

  private List<String> days(Query query) throws StoreException {
    List<String> days = new ArrayList<>();
    store.listFolders(
        query.prefix(),
        day -> {
          boolean endsBefore = (day + "~").compareTo(query.lower()) < 0;
          if (!endsBefore && day.compareTo(query.upper()) < 0) {
            days.add(day);
          }
        });
    return days;
  }

  private List<Position> lastOf(Query query, String day, int most) throws StoreException {
    Deque<Position> last = new ArrayDeque<>();
    String upper = query.prefix() + query.upper();
    String lower = query.prefix() + query.lower();
    store.listWhile(
        query.prefix() + day + "/",
        lower.startsWith(query.prefix() + day) ? lower : "",
        object -> {
          if (object.key().compareTo(upper) >= 0) {
            return false;
          }
          position(query, object.key()).ifPresent(last::addFirst);
          if (last.size() > most) {
            last.removeLast();
          }
          return true;
        });
    return List.copyOf(last);
  }

  private static Optional<Position> position(Query query, String key) {
    return Position.parse(key.substring(query.prefix().length())).filter(query::wants);
  }
}
