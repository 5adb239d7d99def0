package io.nightjar.media;

import java.io.IOException;

/** Where the frames of a video come from, one after the other. */
@FunctionalInterface
public interface VideoFrames {

  /**
   * Fills in the next frame. Called on a thread that need not be the one that asked for the video,
   * and that is interrupted if the video is given up meanwhile.
   *
   * @param rgb a byte each for red, green and blue of every pixel, row by row; reused
   * @return false if there is none
   * @throws IOException ends the encoding, and leaves it unchanged, as does whatever else is thrown
   */
  boolean next(byte[] rgb) throws IOException;
}
