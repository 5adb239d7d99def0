package io.nightjar.spectrum.transform;

/**
 * Turns pieces of sound into their power spectra. Each piece is computed by itself and always in
 * the same order of operations, so its bits depend neither on how many are asked for at once nor on
 * the machine. One object works for one thread at a time.
 */
public interface PowerTransform {

  /** How many pieces are best computed at once. */
  int batch();

  /**
   * Computes the power of some pieces. Piece c begins at {@code offset + c × hop} and is as long as
   * the window.
   *
   * @param samples all of the pieces' samples are in it
   * @param pieces how many, at most {@link #batch}
   * @param power rows {@code first…first + pieces − 1} get the power of the bins 0…N/2
   */
  void compute(float[] samples, int offset, int pieces, float[][] power, int first);
}
