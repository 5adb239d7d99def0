package io.nightjar.cptv.core;

/**
 * Decodes the bodies of delta-coded frames. A body is a start value (32 bits, little-endian), then
 * for each further pixel along the snake (rows in turn from left to right and from right to left)
 * the change of its difference to the frame before, packed with the highest bit first. Safe for use
 * by several threads.
 */
public interface DeltaDecoder {

  /** Bytes of the start value. */
  int START_LENGTH = 4;

  /** How many bytes behind a body may be loaded, but are never used: one vector of 512 bits. */
  int SLACK = 64;

  /**
   * Decodes a frame.
   *
   * @param body holds the body from {@code at}, and {@link #SLACK} more bytes
   * @param bits bits a value, 1…25
   * @param swap whether 16-bit values are little-endian
   * @param width pixels in a row
   * @param previous the pixels of the frame before, in raster order; becomes this frame
   * @param into takes the frame, too; as long as {@code previous}
   */
  void decode(
      byte[] body, int at, int bits, boolean swap, int width, short[] previous, short[] into);
}
