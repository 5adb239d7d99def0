package io.nightjar.pipeline.index;

import io.nightjar.pipeline.recording.MediaKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page as it fills. It is full with as many as were asked for, or once enough were passed over.
 */
final class PageFilling {
  /** How many entries are looked at for one page, so that a rare kind makes no endless search. */
  private static final int MOST_LOOKED_AT = 1_000;

  private final Optional<MediaKind> kind;
  private final int most;
  private final List<Position> found = new ArrayList<>();
  private Optional<Position> last = Optional.empty();
  private int lookedAt;

  PageFilling(Optional<MediaKind> kind, int most) {
    this.kind = kind;
    this.most = most;
  }

  /** Looks at the next one in the order. */
  void add(Position position) {
    lookedAt++;
    last = Optional.of(position);
    if (kind.isEmpty() || kind.get() == position.kind()) {
      found.add(position);
    }
  }

  /** Looks at the next ones, for as long as there is room. */
  void addAll(List<Position> positions) {
    for (Position position : positions) {
      if (isFull()) {
        return;
      }
      add(position);
    }
  }

  boolean isFull() {
    return found.size() >= most || lookedAt >= MOST_LOOKED_AT;
  }

  RecordingIndex.Page page() {
    return new RecordingIndex.Page(found, isFull() ? last : Optional.empty());
  }
}
