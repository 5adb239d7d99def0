package io.nightjar.imaging.webp;

import java.util.List;

/**
 * Spells the levels of macroblocks as tokens of a tree (RFC 6386, 13.2), each in the light of the
 * blocks above and to the left.
 */
final class Tokens {
  static final int NODES = 11;
  private static final int CONTEXTS = 3;
  private static final int BANDS = 8;

  /** Kinds of blocks, as the tables have them. */
  private static final int LUMA_WITHOUT_FIRST = 0;

  private static final int FIRSTS = 1;
  private static final int CHROMA = 2;

  private static final int[] BAND = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7};

  private static final int LARGEST_PLAIN = 4;

  /** The least level of each range, and how likely each further bit is 0. */
  private static final int[] RANGES = {5, 7, 11, 19, 35, 67};

  private static final int[][] FURTHER = {
    {159},
    {165, 145},
    {173, 148, 140},
    {176, 155, 140, 135},
    {180, 157, 141, 134, 130},
    {254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}
  };

  /** How each range is reached: pairs of a node and whether its bit is 1. */
  private static final int[][] PATHS = {
    {6, 0, 7, 0}, {6, 0, 7, 1}, {6, 1, 8, 0, 9, 0},
    {6, 1, 8, 0, 9, 1}, {6, 1, 8, 1, 10, 0}, {6, 1, 8, 1, 10, 1}
  };

  /** Takes the bits. */
  interface Sink {
    /** One of a token, at a place in {@link Tables#PROBABILITIES}. */
    void token(int place, boolean bit);

    /** One of which the odds are fixed. */
    void fixed(int probability, boolean bit);
  }

  private final Sink sink;

  private Tokens(Sink sink) {
    this.sink = sink;
  }

  /** Spells all macroblocks, row by row, those that are empty left out. */
  static void write(List<Macroblock> macroblocks, int across, Sink sink) {
    Tokens tokens = new Tokens(sink);
    Edge[] above = new Edge[across];
    for (int i = 0; i < across; i++) {
      above[i] = new Edge();
    }
    Edge left = new Edge();
    for (int i = 0; i < macroblocks.size(); i++) {
      if (i % across == 0) {
        left = new Edge();
      }
      tokens.write(macroblocks.get(i), above[i % across], left);
    }
  }

  /** Which blocks at a macroblock's edge have levels other than 0: as 0 or 1. */
  private static final class Edge {
    private final int[] firsts = new int[1];
    private final int[] luma = new int[4];
    private final int[] blue = new int[2];
    private final int[] red = new int[2];
  }

  private void write(Macroblock macroblock, Edge above, Edge left) {
    write(macroblock, Macroblock.MEANS, FIRSTS, above.firsts, left.firsts);
    write(macroblock, Macroblock.LUMA, LUMA_WITHOUT_FIRST, above.luma, left.luma);
    write(macroblock, Macroblock.BLUE, CHROMA, above.blue, left.blue);
    write(macroblock, Macroblock.RED, CHROMA, above.red, left.red);
  }

  private void write(Macroblock macroblock, int first, int kind, int[] above, int[] left) {
    boolean silent = macroblock.empty();
    for (int y = 0; y < left.length; y++) {
      for (int x = 0; x < above.length; x++) {
        int block = (first + y * above.length + x) * Macroblock.COEFFICIENTS;
        boolean any = !silent && block(macroblock.levels, block, kind, above[x] + left[y]);
        above[x] = any ? 1 : 0;
        left[y] = above[x];
      }
    }
  }

  /** Returns whether there are levels other than 0. */
  private boolean block(short[] levels, int at, int kind, int context) {
    int first = kind == LUMA_WITHOUT_FIRST ? 1 : 0;
    int end = Macroblock.COEFFICIENTS;
    while (end > first && levels[at + end - 1] == 0) {
      end--;
    }
    int known = context;
    boolean afterZero = false;
    for (int i = first; i < end; i++) {
      int row = row(kind, i, known);
      if (!afterZero) {
        sink.token(row, true);
      }
      int level = levels[at + i];
      sink.token(row + 1, level != 0);
      afterZero = level == 0;
      if (!afterZero) {
        size(row, Math.abs(level));
        sink.fixed(128, level < 0);
      }
      known = Math.min(2, Math.abs(level));
    }
    if (end < Macroblock.COEFFICIENTS) {
      sink.token(row(kind, end, known), false);
    }
    return end > first;
  }

  private static int row(int kind, int coefficient, int context) {
    return ((kind * BANDS + BAND[coefficient]) * CONTEXTS + context) * NODES;
  }

  private void size(int row, int level) {
    sink.token(row + 2, level > 1);
    if (level > 1) {
      sink.token(row + 3, level > LARGEST_PLAIN);
      if (level > LARGEST_PLAIN) {
        range(row, level);
      } else {
        sink.token(row + 4, level > 2);
        if (level > 2) {
          sink.token(row + 5, level == LARGEST_PLAIN);
        }
      }
    }
  }

  private void range(int row, int level) {
    int range = RANGES.length - 1;
    while (level < RANGES[range]) {
      range--;
    }
    int[] path = PATHS[range];
    for (int i = 0; i < path.length; i += 2) {
      sink.token(row + path[i], path[i + 1] == 1);
    }
    int[] odds = FURTHER[range];
    int rest = level - RANGES[range];
    for (int i = 0; i < odds.length; i++) {
      sink.fixed(odds[i], ((rest >> (odds.length - 1 - i)) & 1) != 0);
    }
  }
}
