package io.nightjar.thumbnail.frames;

import io.nightjar.cptv.Frame;
import java.io.IOException;
import java.util.SortedSet;

/** Single frames of a recording. */
public interface FrameSource {

  /** Is shown a frame, which is used again for the next one. */
  @FunctionalInterface
  interface Viewer {
    void look(Frame frame) throws IOException;
  }

  /**
   * Shows frames, by rising number.
   *
   * @param numbers of the frames, background frames counted
   * @throws FramesUnreadableException if the recording does not hold them, or its index is damaged
   * @throws IOException what the recording threw, unchanged
   */
  void read(SortedSet<Integer> numbers, Viewer viewer)
      throws IOException, FramesUnreadableException;
}
