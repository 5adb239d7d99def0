package io.nightjar.imaging;

/**
 * 256 colours from low to high values. All but {@link #GREY} are perceptually uniform: equal steps
 * of the value look like equal steps of colour, lightness rises all the way, and they survive
 * printing in grey.
 *
 * <p>Sources: viridis, inferno, magma and plasma are by Stéfan van der Walt, Nathaniel Smith and
 * Eric Firing, cividis by Jamie Nuñez, Christopher Anderton and Ryan Renslow (PLOS ONE 13(7),
 * e0199239), which is also made to look the same to people with and without colour blindness. All
 * five are dedicated to the public domain (CC0) and published with matplotlib; the values here are
 * those of its 3.11.2, rounded to 8 bits.
 */
public enum Palette {
  VIRIDIS(PaletteTables.VIRIDIS),
  INFERNO(PaletteTables.INFERNO),
  MAGMA(PaletteTables.MAGMA),
  PLASMA(PaletteTables.PLASMA),
  CIVIDIS(PaletteTables.CIVIDIS),
  /** From black to white, equal in red, green and blue. */
  GREY(PaletteTables.grey());

  /** Number of colours in each palette. */
  public static final int COLOURS = 256;

  private final String hex;

  Palette(String hex) {
    this.hex = hex.replace("\n", "");
  }

  /** The colour of an index 0 … 255 as {@code 0xRRGGBB}. */
  public int colour(int index) {
    return component(3 * index) << 16 | component(3 * index + 1) << 8 | component(3 * index + 2);
  }

  /** All 256 colours as {@code 0xRRGGBB}; the array is the caller's. */
  public int[] table() {
    int[] table = new int[COLOURS];
    for (int i = 0; i < COLOURS; i++) {
      table[i] = colour(i);
    }
    return table;
  }

  /** The colours as 768 bytes, red, green and blue in turn; the caller's. */
  public byte[] bytes() {
    byte[] bytes = new byte[3 * COLOURS];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) component(i);
    }
    return bytes;
  }

  /** Digit by digit, as browsers' Java has no {@code HexFormat}. */
  private int component(int at) {
    return Character.digit(hex.charAt(2 * at), 16) << 4
        | Character.digit(hex.charAt(2 * at + 1), 16);
  }
}
