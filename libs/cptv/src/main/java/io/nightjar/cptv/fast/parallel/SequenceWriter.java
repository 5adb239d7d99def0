package io.nightjar.cptv.fast.parallel;

import io.nightjar.cptv.core.ByteArrayAccess;
import io.nightjar.cptv.inflate.DeflateStream;

/** Writes what was decoded ahead: literals, and copies of what came before. */
final class SequenceWriter {

  private final Sequences decoded;
  private int value;
  private int literalsWritten;
  private boolean tooFar;

  SequenceWriter(Sequences decoded) {
    this.decoded = decoded;
  }

  /** Starts from the first of them. */
  void start() {
    value = 0;
    literalsWritten = 0;
    tooFar = false;
  }

  /** Tells whether all of it is written. */
  boolean finished() {
    return value == decoded.valueCount && literalsWritten == decoded.literalCount;
  }

  /** Tells whether the next match reaches before the start, so that all ends before it. */
  boolean reachesTooFar() {
    return tooFar;
  }

  /** Returns how many matches are written. */
  int matches() {
    return value / 2;
  }

  /**
   * Writes what comes next, until all is written, a match reaches too far, or less than {@link
   * DeflateStream#MARGIN} bytes are free.
   *
   * @param history the first byte that a match may copy
   * @return the end of what is written
   */
  int write(byte[] into, int from, int history) {
    int[] values = decoded.values;
    byte[] literals = decoded.literals;
    int to = into.length - DeflateStream.MARGIN;
    int at = from;
    int next = value;
    int literal = literalsWritten;
    int end = decoded.literalCount;
    while (next < decoded.valueCount) {
      int length = values[next];
      end = Sequences.literalsBefore(length);
      if (at + end - literal > to) {
        break;
      }
      at = copyLiterals(literals, literal, into, at, end - literal);
      literal = end;
      int distance = Sequences.number(values[next + 1]);
      if (distance > at - history) {
        tooFar = true;
        break;
      }
      at = DeflateStream.copy(into, at, Sequences.number(length), distance);
      next += 2;
      end = decoded.literalCount;
    }
    int count = Math.min(end - literal, into.length - at);
    System.arraycopy(literals, literal, into, at, count);
    value = next;
    literalsWritten = literal + count;
    return at + count;
  }

  /** Copies literals, of which there are mostly few, by words. Returns their end. */
  private static int copyLiterals(byte[] literals, int from, byte[] into, int at, int count) {
    ByteArrayAccess.putLittleEndian64(into, at, ByteArrayAccess.littleEndian64(literals, from));
    for (int done = Long.BYTES; done < count; done += Long.BYTES) {
      ByteArrayAccess.putLittleEndian64(
          into, at + done, ByteArrayAccess.littleEndian64(literals, from + done));
    }
    return at + count;
  }
}
