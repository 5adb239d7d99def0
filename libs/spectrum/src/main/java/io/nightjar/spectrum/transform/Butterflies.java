package io.nightjar.spectrum.transform;

/**
 * The constants of a real transform of N = 2^p ≥ 4 samples that goes by way of a complex one of M =
 * N/2: sample 2m is the real and sample 2m+1 the imaginary part of number m. The complex one is
 * decimated in frequency, in place: passes of four branches over M, M/4, M/16 … numbers, and one of
 * two branches if a factor of two is left. A pass over {@code length} numbers takes those a quarter
 * of the length apart; branch b's result is multiplied by w^(b·j), w = exp(−2πi / length).
 *
 * <p>Plain and vector transforms share these, and do the same operations on each number in the same
 * order: none may be fused or left out in one of them, or their bits would differ.
 */
public final class Butterflies {

  /** Of one number's step: the real and the imaginary part of w^j, w^2j, w^3j. */
  public static final int FACTORS = 6;

  private final int numbers;
  private final float[][] factors;
  private final int[] order;
  private final float[] splitRe;
  private final float[] splitIm;

  /**
   * The constants of one size.
   *
   * @param size N
   */
  public Butterflies(int size) {
    if (!fit(size)) {
      throw new IllegalArgumentException("not a power of two of 4 or more: " + size);
    }
    this.numbers = size / 2;
    this.factors = new float[Integer.SIZE][];
    for (int length = numbers; length > 4; length /= 4) {
      factors[Integer.numberOfTrailingZeros(length)] = factors(length);
    }
    this.order = new int[numbers];
    for (int k = 0; k < numbers; k++) {
      order[k] = place(k, numbers);
    }
    this.splitRe = new float[numbers / 2 + 1];
    this.splitIm = new float[numbers / 2 + 1];
    for (int k = 0; k <= numbers / 2; k++) {
      splitRe[k] = (float) StrictMath.cos(2 * Math.PI * k / size);
      splitIm[k] = (float) -StrictMath.sin(2 * Math.PI * k / size);
    }
  }

  /** Whether this kind of transform can do a size. */
  public static boolean fit(int size) {
    return size >= 4 && Integer.bitCount(size) == 1;
  }

  private static float[] factors(int length) {
    float[] factors = new float[FACTORS * (length / 4)];
    int at = 0;
    for (int j = 0; j < length / 4; j++) {
      for (int branch = 1; branch < 4; branch++) {
        double angle = 2 * Math.PI * j * branch / length;
        factors[at++] = (float) StrictMath.cos(angle);
        factors[at++] = (float) -StrictMath.sin(angle);
      }
    }
    return factors;
  }

  /** Where the passes leave frequency k: its last digit chooses the quarter, and so on. */
  private static int place(int k, int length) {
    if (length == 1) {
      return 0;
    }
    int branches = length == 2 ? 2 : 4;
    int part = length / branches;
    return k % branches * part + place(k / branches, part);
  }

  /** M, of the complex transform. */
  public int numbers() {
    return numbers;
  }

  /**
   * The factors of a pass over {@code length} > 4 numbers, {@value #FACTORS} for each step. Not a
   * copy.
   */
  public float[] factorsOf(int length) {
    return factors[Integer.numberOfTrailingZeros(length)];
  }

  /** Where the passes leave frequency k = 0…M−1. Not a copy. */
  public int[] order() {
    return order;
  }

  /** Real parts of exp(−2πik/N), k = 0…M/2, which put even and odd samples together. Not a copy. */
  public float[] splitRe() {
    return splitRe;
  }

  /** Imaginary parts of exp(−2πik/N), k = 0…M/2. Not a copy. */
  public float[] splitIm() {
    return splitIm;
  }
}
