package io.nightjar.motion;

import java.util.BitSet;

/**
 * The numbers in their recording of frames that were counted without background frames. Those asked
 * for are best ascending. Not thread-safe.
 */
final class FrameNumbers {
  private final BitSet backgroundFrames;
  private int moment;
  private int number;

  /** The numbers of background frames, which are not to be changed. */
  FrameNumbers(BitSet backgroundFrames) {
    this.backgroundFrames = backgroundFrames;
    restart();
  }

  private void restart() {
    moment = 0;
    number = backgroundFrames.nextClearBit(0);
  }

  /** Returns the number of the n-th frame that is no background frame, from 0. */
  int of(int wanted) {
    if (wanted < moment) {
      restart();
    }
    while (moment < wanted) {
      number = backgroundFrames.nextClearBit(number + 1);
      moment++;
    }
    return number;
  }
}
