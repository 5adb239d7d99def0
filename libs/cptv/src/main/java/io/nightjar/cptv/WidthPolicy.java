package io.nightjar.cptv;

/** How many bits a value of a frame gets. All lose nothing; they differ in size after gzip. */
public enum WidthPolicy {
  /** Bit length of the largest magnitude plus one, as the Go recorder does: 1…18 bits. */
  TIGHT,
  /** 8 bits if all values fit, else 16 (modulo 2^16), as the low-power camera does. */
  BYTES,
  /** 8, 12 or 16 bits (modulo 2^16), as the Python library does. */
  BYTES_12
}
