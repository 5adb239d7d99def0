package io.nightjar.cptv.inflate;

import java.util.Optional;

/** Parts of blocks that somebody decodes ahead of the reader. */
public interface BlocksAhead {

  /**
   * Returns what is decoded of a block, to be released.
   *
   * @param block its first bit in the file. Asked for each block that the reader comes to, in order
   */
  Optional<BlockPart> startingAt(long block);

  /**
   * Returns what is decoded inside of a block, to be released.
   *
   * @param bit where the part before ended
   */
  Optional<BlockPart> insideAt(long bit);

  /** Takes a part back that was used up. */
  void release(BlockPart done);
}
