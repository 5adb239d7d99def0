package io.nightjar.cptv.core;

import java.io.IOException;

/** The four bytes that a recording starts with. */
final class Magic {

  private static final byte[] BYTES = {'C', 'P', 'T', 'V'};

  static final int LENGTH = BYTES.length;

  private Magic() {}

  /** Tells whether all of them come next; passes nothing. */
  static boolean isNext(InflatedBytes in) throws IOException {
    return in.buffer()[in.position()] == BYTES[0] && in.require(LENGTH) && matching(in) == LENGTH;
  }

  /** Returns how many of the next available bytes are those. */
  static int matching(InflatedBytes in) {
    byte[] next = in.peek(LENGTH);
    int count = 0;
    while (count < next.length && next[count] == BYTES[count]) {
      count++;
    }
    return count;
  }
}
