package io.nightjar.thumbnail.frames;

/** A recording does not hold the frames that what was made of it tells of. */
public final class FramesUnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Names the frame. */
  FramesUnreadableException(int frame) {
    super("the recording has no frame " + frame);
  }

  /** Names the cause. */
  FramesUnreadableException(Exception cause) {
    super(cause.getMessage(), cause);
  }
}
