package io.nightjar.cptv.inflate;

import java.io.IOException;
import java.util.Optional;

/** Blocks that somebody else has inflated already. */
public interface BlocksAhead {

  /**
   * Returns the blocks from a bit of the file on, to be released when they are used up.
   *
   * @param bit where a block starts; larger from call to call
   * @throws IOException if waiting for them was interrupted
   */
  Optional<WindowlessBlocks> startingAt(long bit) throws IOException;

  /** Takes blocks back. */
  void release(WindowlessBlocks blocks);
}
