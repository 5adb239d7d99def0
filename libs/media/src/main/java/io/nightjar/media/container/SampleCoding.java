package io.nightjar.media.container;

/** How a sample is written. */
public enum SampleCoding {
  /** One byte, 128 is silence. */
  UNSIGNED,
  /** Two's complement. */
  SIGNED,
  /** IEEE 754. */
  FLOATING
}
