package io.nightjar.cptv.index;

/**
 * How far apart the checkpoints of an index are.
 *
 * @param frames from one to the next, at least
 * @param share a checkpoint takes no more bytes than one of so many that the file has since the one
 *     before; frames that are compressed further than that are quickly read through. The whole
 *     index then takes one of so many bytes of the file, its header aside
 */
public record IndexPace(int frames, int share) {

  /** Ten seconds of nine frames, and at most an eighth of the file. */
  public static final IndexPace DEFAULT = new IndexPace(IndexBuilder.DEFAULT_INTERVAL, 8);

  /** Checks that both are positive. */
  public IndexPace {
    if (frames < 1 || share < 1) {
      throw new IllegalArgumentException(
          "an index has a checkpoint at most every frame, and no more bytes than the file");
    }
  }
}
