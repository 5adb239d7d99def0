package io.nightjar.spectrum.vector;

/**
 * Samples of overlapping pieces, laid out for lanes. Pieces that follow each other by a hop have
 * most of their samples in common: with those side by side that are a hop apart, sample n of all
 * pieces is one unaligned load, and each sample is laid out once instead of once for each piece.
 */
final class SideBySide {

  /** Floats of a row that are written at a time: more would push each other out of the cache. */
  private static final int TILE = 4;

  private final int hop;

  /** Row r of {@code pitch} floats: the samples r, r + hop, r + 2 hop … */
  private final float[] samples;

  private final int pitch;
  private final int[] places;

  /**
   * Room for pieces.
   *
   * @param size samples of a piece
   * @param hop from the begin of one piece to that of the next, 1…size
   * @param pieces how many
   */
  SideBySide(int size, int hop, int pieces) {
    this.hop = hop;
    this.pitch = pieces + (size - 1) / hop;
    this.samples = new float[hop * pitch];
    this.places = new int[size];
    for (int n = 0; n < size; n++) {
      places[n] = n % hop * pitch + n / hop;
    }
  }

  /** What was laid out. Not a copy. */
  float[] samples() {
    return samples;
  }

  /**
   * Where sample n of the first piece is in {@link #samples}; those of the others follow it. Not a
   * copy.
   */
  int[] places() {
    return places;
  }

  /**
   * Lays out samples from {@code offset} on, as many as so many pieces have; for further pieces,
   * old ones stay.
   */
  void layOut(float[] from, int offset, int pieces) {
    int count = (pieces - 1) * hop + places.length;
    int full = count / hop;
    int entry = 0;
    for (; entry + TILE <= full; entry += TILE) {
      layOutTile(from, offset + entry * hop, entry);
    }
    for (; entry * hop < count; entry++) {
      int end = Math.min(hop, count - entry * hop);
      for (int row = 0; row < end; row++) {
        samples[row * pitch + entry] = from[offset + entry * hop + row];
      }
    }
  }

  private void layOutTile(float[] from, int offset, int entry) {
    int to = entry;
    for (int at = offset; at < offset + hop; at++) {
      samples[to] = from[at];
      samples[to + 1] = from[at + hop];
      samples[to + 2] = from[at + 2 * hop];
      samples[to + 3] = from[at + 3 * hop];
      to += pitch;
    }
  }
}
