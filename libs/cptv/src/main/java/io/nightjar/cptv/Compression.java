package io.nightjar.cptv;

/** How the pixels of a frame are coded: the header field {@code C}. */
public enum Compression {
  /** Plain little-endian 16-bit pixels, row by row. One 2017 prototype wrote it. */
  RAW,
  /** Differences to the frame before, along the snake, packed. Every deployed camera writes it. */
  DELTA
}
