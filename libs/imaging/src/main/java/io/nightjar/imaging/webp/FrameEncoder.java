package io.nightjar.imaging.webp;

import java.util.ArrayList;
import java.util.List;

/** Turns planes into macroblocks, each guessed from how a decoder will see those before it. */
final class FrameEncoder {
  private static final int CHROMA_SIDE = Macroblock.SIDE / 2;

  private final Planes source;
  private final Planes seen;
  private final Quantizer luma;
  private final Quantizer means;
  private final Quantizer chroma;

  /**
   * @param seen as large as the source, empty
   * @param index of the quantiser, 0…127
   */
  FrameEncoder(Planes source, Planes seen, int index) {
    this.source = source;
    this.seen = seen;
    this.luma = Quantizer.luma(index);
    this.means = Quantizer.means(index);
    this.chroma = Quantizer.chroma(index);
  }

  /** Returns those of the picture, row by row. */
  List<Macroblock> macroblocks() {
    List<Macroblock> all = new ArrayList<>();
    for (int row = 0; row < source.down(); row++) {
      for (int column = 0; column < source.across(); column++) {
        all.add(macroblock(column, row));
      }
    }
    return all;
  }

  private Macroblock macroblock(int column, int row) {
    int x = column * Macroblock.SIDE;
    int y = row * Macroblock.SIDE;
    Macroblock block = new Macroblock(bestLuma(x, y), bestChroma(x / 2, y / 2));
    block.luma.fill(seen.luma(), x, y, Macroblock.SIDE);
    luma(block, x, y);
    block.chroma.fill(seen.blue(), x / 2, y / 2, CHROMA_SIDE);
    chroma(block, Macroblock.BLUE, source.blue(), seen.blue(), x / 2, y / 2);
    block.chroma.fill(seen.red(), x / 2, y / 2, CHROMA_SIDE);
    chroma(block, Macroblock.RED, source.red(), seen.red(), x / 2, y / 2);
    return block;
  }

  private Prediction bestLuma(int x, int y) {
    Prediction best = Prediction.MEAN;
    int least = Integer.MAX_VALUE;
    for (Prediction guess : Prediction.values()) {
      guess.fill(seen.luma(), x, y, Macroblock.SIDE);
      int error = source.luma().squaredDifferences(seen.luma(), x, y, Macroblock.SIDE);
      if (error < least) {
        least = error;
        best = guess;
      }
    }
    return best;
  }

  private Prediction bestChroma(int x, int y) {
    Prediction best = Prediction.MEAN;
    int least = Integer.MAX_VALUE;
    for (Prediction guess : Prediction.values()) {
      guess.fill(seen.blue(), x, y, CHROMA_SIDE);
      guess.fill(seen.red(), x, y, CHROMA_SIDE);
      int error =
          source.blue().squaredDifferences(seen.blue(), x, y, CHROMA_SIDE)
              + source.red().squaredDifferences(seen.red(), x, y, CHROMA_SIDE);
      if (error < least) {
        least = error;
        best = guess;
      }
    }
    return best;
  }

  private void luma(Macroblock block, int left, int top) {
    int[][] coefficients = new int[Macroblock.COEFFICIENTS][];
    int[] first = new int[Macroblock.COEFFICIENTS];
    for (int i = 0; i < coefficients.length; i++) {
      coefficients[i] =
          coefficients(source.luma(), seen.luma(), left + 4 * (i % 4), top + 4 * (i / 4));
      first[i] = coefficients[i][0];
    }
    Transform.walshHadamard(first);
    means.round(first, 0, block.levels, Macroblock.MEANS * Macroblock.COEFFICIENTS);
    Transform.inverseWalshHadamard(first);
    for (int i = 0; i < coefficients.length; i++) {
      luma.round(coefficients[i], 1, block.levels, (Macroblock.LUMA + i) * Macroblock.COEFFICIENTS);
      coefficients[i][0] = first[i];
      add(coefficients[i], seen.luma(), left + 4 * (i % 4), top + 4 * (i / 4));
    }
  }

  private void chroma(Macroblock block, int first, Plane wanted, Plane guess, int left, int top) {
    for (int i = 0; i < 4; i++) {
      int x = left + 4 * (i % 2);
      int y = top + 4 * (i / 2);
      int[] coefficients = coefficients(wanted, guess, x, y);
      chroma.round(coefficients, 0, block.levels, (first + i) * Macroblock.COEFFICIENTS);
      add(coefficients, guess, x, y);
    }
  }

  private static int[] coefficients(Plane wanted, Plane guess, int left, int top) {
    int[] block = new int[Macroblock.COEFFICIENTS];
    for (int i = 0; i < block.length; i++) {
      int x = left + i % Macroblock.BLOCK_SIDE;
      int y = top + i / Macroblock.BLOCK_SIDE;
      block[i] = wanted.get(x, y) - guess.get(x, y);
    }
    Transform.cosine(block);
    return block;
  }

  private static void add(int[] coefficients, Plane guess, int left, int top) {
    Transform.inverseCosine(coefficients);
    for (int i = 0; i < coefficients.length; i++) {
      int x = left + i % Macroblock.BLOCK_SIDE;
      int y = top + i / Macroblock.BLOCK_SIDE;
      guess.set(x, y, guess.get(x, y) + coefficients[i]);
    }
  }
}
