package io.nightjar.media.container;

/**
 * Follows the numbers of FLAC frames and finds what is missing between them. A jump counts once the
 * frame behind confirms it: else a single broken number would make a gap of any length. Not
 * thread-safe.
 */
final class FlacFrameNumbers {

  private final int blockSize;
  private long samples;
  private long next = -1;
  private long nextWithoutJump = -1;
  private long jump;
  private long jumpAt;
  private int gaps;
  private long gapSamples;
  private long firstGapAt;
  private int wrongNumbers;

  /**
   * Follows one stream.
   *
   * @param blockSize of its first frame, by which the numbers of frames count
   */
  FlacFrameNumbers(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Whether a frame can follow the last one, with or without a gap. */
  boolean canFollow(FlacFrameHeader frame) {
    return position(frame) >= (jump > 0 ? nextWithoutJump : next);
  }

  void add(FlacFrameHeader frame) {
    long position = position(frame);
    if (next >= 0 && position != next) {
      if (jump > 0 && position == nextWithoutJump) {
        wrongNumbers++;
        jump = 0;
      } else {
        startJump(position);
      }
    } else {
      confirmJump();
    }
    nextWithoutJump = jump > 0 ? nextWithoutJump + frame.blockSize() : position + frame.blockSize();
    next = position + frame.blockSize();
    samples += frame.blockSize();
  }

  private void startJump(long position) {
    if (jump > 0 && position < next) { // so what came before was no jump, but a wrong number
      wrongNumbers++;
      jump = 0;
      next = nextWithoutJump;
    }
    confirmJump();
    if (position < next) {
      wrongNumbers++;
    } else if (position > next) {
      jump = position - next;
      jumpAt = samples + gapSamples;
      nextWithoutJump = next;
    }
  }

  /** At the end of the stream nothing can contradict a jump any more. */
  void confirmJump() {
    if (jump > 0) {
      firstGapAt = gaps == 0 ? jumpAt : firstGapAt;
      gaps++;
      gapSamples = Math.addExact(gapSamples, jump);
      jump = 0;
    }
  }

  private long position(FlacFrameHeader frame) {
    return frame.variable() ? frame.number() : frame.number() * blockSize;
  }

  /** Of all frames, in one channel. */
  long samples() {
    return samples;
  }

  int gaps() {
    return gaps;
  }

  long gapSamples() {
    return gapSamples;
  }

  /** Where the first gap begins, in samples from the start. */
  long firstGapAt() {
    return firstGapAt;
  }

  /** Frames whose numbers fit neither before nor behind. */
  int wrongNumbers() {
    return wrongNumbers;
  }
}
