package io.nightjar.pipeline.index;

import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/**
 * A cut through the listing: every position stands before or behind it. Cuts are numbers, so that
 * there is one between any two: the time in milliseconds, and below it the 128 bits of an id.
 *
 * @param place counted from 1970 on
 */
record Cut(BigInteger place) implements Comparable<Cut> {
  private static final int BITS_OF_ID = 128;
  private static final BigInteger IDS = BigInteger.ONE.shiftLeft(BITS_OF_ID);

  /** Before all positions. */
  static final Cut FIRST = before(Instant.MIN);

  /** Behind all of them. */
  static final Cut LAST = new Cut(before(Position.LAST).place.add(IDS).subtract(BigInteger.ONE));

  /** Before all positions of a time; those of a time behind the last one are of the last one. */
  static Cut before(Instant at) {
    if (at.isAfter(Position.LAST)) {
      return LAST;
    }
    return new Cut(BigInteger.valueOf(Position.within(at).toEpochMilli()).shiftLeft(BITS_OF_ID));
  }

  /** Right before a position. */
  static Cut before(Position position) {
    UUID id = position.recordingId().value();
    BigInteger number =
        unsigned(id.getMostSignificantBits())
            .shiftLeft(Long.SIZE)
            .add(unsigned(id.getLeastSignificantBits()));
    return new Cut(before(position.at()).place.add(number));
  }

  /** Right behind a position: a recording has one of a time only. */
  static Cut behind(Position position) {
    return before(position).forth(BigInteger.ONE);
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }

  Cut back(BigInteger width) {
    return new Cut(place.subtract(width));
  }

  Cut forth(BigInteger width) {
    return new Cut(place.add(width));
  }

  boolean isBefore(Cut other) {
    return compareTo(other) < 0;
  }

  Cut orLater(Cut other) {
    return isBefore(other) ? other : this;
  }

  Cut orEarlier(Cut other) {
    return isBefore(other) ? this : other;
  }

  @Override
  public int compareTo(Cut other) {
    return place.compareTo(other.place);
  }

  /** What sorts among keys as the cut stands among positions. */
  String text() {
    BigInteger id = place.mod(IDS);
    UUID letters = new UUID(id.shiftRight(Long.SIZE).longValue(), id.longValue());
    return Position.bound(Instant.ofEpochMilli(place.shiftRight(BITS_OF_ID).longValueExact()))
        + "-"
        + letters;
  }
}
