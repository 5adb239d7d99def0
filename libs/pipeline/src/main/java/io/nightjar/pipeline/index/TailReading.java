package io.nightjar.pipeline.index;

import io.nightjar.pipeline.store.ObjectStore;
import io.nightjar.pipeline.store.StoreException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a range of the listing from its end, out of a store that lists from the beginning only. As
 * many entries as one request gives show how densely they lie; from that it is guessed where the
 * last ones begin. Where the entries lie evenly the guess is right, whatever their number; where
 * they do not, each wrong guess narrows the range, by about half.
 */
final class TailReading {
  /** What a store gives in one request. */
  private static final int ONE_REQUEST = 1_000;

  private final ObjectStore store;
  private final String prefix;
  private final PageFilling page;

  TailReading(ObjectStore store, String prefix, PageFilling page) {
    this.store = store;
    this.prefix = prefix;
    this.page = page;
  }

  /**
   * A part of the range.
   *
   * @param positions the first ones of those in it
   * @param whole whether these are all
   */
  private record Stretch(Cut from, Cut to, List<Position> positions, boolean whole) {
    BigInteger halfOfWhatWasRead() {
      return Cut.before(positions.getLast())
          .place()
          .subtract(Cut.before(positions.getFirst()).place())
          .shiftRight(1)
          .max(BigInteger.ONE);
    }
  }

  /** Fills the page with the last ones of a range, the very last one first. */
  void read(Cut from, Cut to) throws StoreException {
    if (from.isBefore(to)) {
      read(list(from, to), BigInteger.ONE);
    }
  }

  private void read(Stretch stretch, BigInteger leastWidth) throws StoreException {
    if (stretch.whole()) {
      page.addAll(stretch.positions().reversed());
      return;
    }
    Cut start = Cut.before(stretch.positions().getFirst());
    Cut end = stretch.to();
    BigInteger width = stretch.halfOfWhatWasRead().max(leastWidth);
    while (!page.isFull() && start.isBefore(end)) {
      Stretch tail = list(end.back(width).orLater(start), end);
      read(tail, BigInteger.ONE);
      end = tail.from();
      width = width.shiftLeft(1);
      if (tail.positions().isEmpty() && start.isBefore(end)) {
        Stretch above = list(start.forth(width).orEarlier(end), end); // do all lie far below?
        read(above, width);
        end = above.from();
      }
    }
  }

  private Stretch list(Cut from, Cut to) throws StoreException {
    List<Position> positions = new ArrayList<>();
    String upper = prefix + to.text();
    store.listWhile(
        prefix,
        prefix + from.text(),
        object -> {
          if (object.key().compareTo(upper) >= 0) {
            return false;
          }
          Position.parse(object.key().substring(prefix.length())).ifPresent(positions::add);
          return positions.size() < ONE_REQUEST;
        });
    return new Stretch(from, to, positions, positions.size() < ONE_REQUEST);
  }
}
