package io.nightjar.cptv.inflate;

/** Part of a block as somebody has decoded it ahead: literals, and matches yet to be copied. */
public interface BlockPart {

  /** Returns the first bit of the block in the file. */
  long blockBit();

  /** Returns the first bit of the first code that was decoded. */
  long codeBit();

  /** Returns the first bit: of the block, or of a code inside of it. */
  long startBit();

  /** Returns the first bit behind. */
  long endBit();

  /** Tells whether it is the block's first part. */
  boolean startsBlock();

  /** Tells whether the block ends with it. */
  boolean endsBlock();

  /** Tells whether the block is the stream's last one. */
  boolean lastBlock();

  /** Goes back to before the first literal or match. */
  void rewind();

  /**
   * Writes what comes next, until all is written, a match reaches too far, or less than {@link
   * DeflateStream#MARGIN} bytes are free.
   *
   * @param history the first byte that a match may copy
   * @return the end of what is written
   */
  int write(byte[] into, int from, int history);

  /** Tells whether all of it is written. */
  boolean finished();

  /** Tells whether the next match reaches before the start, so that all ends before it. */
  boolean reachesTooFar();

  /** Returns how many matches are written. */
  int matches();
}
