package io.nightjar.cptv.inflate;

import java.util.Optional;

/** Blocks that somebody else has inflated already. */
public interface BlocksAhead {

  /**
   * Returns the blocks from a bit of the file on, to be released when they are used up.
   *
   * @param bit where a block starts; larger from call to call
   */
  Optional<WindowlessBlocks> startingAt(long bit);

  /** Takes blocks back. */
  void release(WindowlessBlocks blocks);
}
