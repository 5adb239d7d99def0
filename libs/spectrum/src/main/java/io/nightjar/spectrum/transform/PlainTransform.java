package io.nightjar.spectrum.transform;

/** The transform of N = 2^p ≥ 4 samples for any virtual machine, one piece after the other. */
public final class PlainTransform implements PowerTransform {

  private final Butterflies butterflies;
  private final int hop;
  private final float[] window;
  private final float[] re;
  private final float[] im;
  private final BinScales scales;

  /**
   * A transform.
   *
   * @param window of a size that {@link Butterflies#fit}
   * @param hop from the begin of one piece to that of the next, in samples
   */
  public PlainTransform(Window window, int hop, Scaling scaling) {
    this.butterflies = new Butterflies(window.size());
    this.hop = hop;
    this.window = window.toFloats();
    this.re = new float[butterflies.numbers()];
    this.im = new float[butterflies.numbers()];
    this.scales = BinScales.of(window, scaling);
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public void compute(float[] samples, int offset, int pieces, float[][] power, int first) {
    for (int piece = 0; piece < pieces; piece++) {
      weigh(samples, offset + piece * hop);
      int numbers = re.length;
      int length = numbers;
      for (; length > 4; length /= 4) {
        for (int block = 0; block < numbers; block += length) {
          pass(block, length);
        }
      }
      if (length == 4) {
        lastFours();
      } else {
        lastPairs();
      }
      split(power[first + piece]);
    }
  }

  private void weigh(float[] samples, int from) {
    for (int m = 0; m < re.length; m++) {
      re[m] = samples[from + 2 * m] * window[2 * m];
      im[m] = samples[from + 2 * m + 1] * window[2 * m + 1];
    }
  }

  private void pass(int block, int length) {
    float[] factors = butterflies.factorsOf(length);
    int quarter = length / 4;
    int factor = 0;
    for (int a = block; a < block + quarter; a++) {
      int b = a + quarter;
      int c = b + quarter;
      int d = c + quarter;
      float sumAcRe = re[a] + re[c];
      float sumAcIm = im[a] + im[c];
      float differenceAcRe = re[a] - re[c];
      float differenceAcIm = im[a] - im[c];
      float sumBdRe = re[b] + re[d];
      float sumBdIm = im[b] + im[d];
      float differenceBdRe = re[b] - re[d];
      float differenceBdIm = im[b] - im[d];
      re[a] = sumAcRe + sumBdRe;
      im[a] = sumAcIm + sumBdIm;
      turn(b, differenceAcRe + differenceBdIm, differenceAcIm - differenceBdRe, factors, factor);
      turn(c, sumAcRe - sumBdRe, sumAcIm - sumBdIm, factors, factor + 2);
      turn(
          d, differenceAcRe - differenceBdIm, differenceAcIm + differenceBdRe, factors, factor + 4);
      factor += Butterflies.FACTORS;
    }
  }

  private void turn(int at, float real, float imaginary, float[] factors, int factor) {
    re[at] = real * factors[factor] - imaginary * factors[factor + 1];
    im[at] = real * factors[factor + 1] + imaginary * factors[factor];
  }

  private void lastFours() {
    for (int a = 0; a < re.length; a += 4) {
      float sumAcRe = re[a] + re[a + 2];
      float sumAcIm = im[a] + im[a + 2];
      float differenceAcRe = re[a] - re[a + 2];
      float differenceAcIm = im[a] - im[a + 2];
      float sumBdRe = re[a + 1] + re[a + 3];
      float sumBdIm = im[a + 1] + im[a + 3];
      float differenceBdRe = re[a + 1] - re[a + 3];
      float differenceBdIm = im[a + 1] - im[a + 3];
      re[a] = sumAcRe + sumBdRe;
      im[a] = sumAcIm + sumBdIm;
      re[a + 1] = differenceAcRe + differenceBdIm;
      im[a + 1] = differenceAcIm - differenceBdRe;
      re[a + 2] = sumAcRe - sumBdRe;
      im[a + 2] = sumAcIm - sumBdIm;
      re[a + 3] = differenceAcRe - differenceBdIm;
      im[a + 3] = differenceAcIm + differenceBdRe;
    }
  }

  private void lastPairs() {
    for (int a = 0; a < re.length; a += 2) {
      float oneRe = re[a];
      float oneIm = im[a];
      re[a] = oneRe + re[a + 1];
      im[a] = oneIm + im[a + 1];
      re[a + 1] = oneRe - re[a + 1];
      im[a + 1] = oneIm - im[a + 1];
    }
  }

  /**
   * Takes the spectra of even and odd samples apart, which are the symmetric and the antisymmetric
   * part of what was computed, and puts them together to that of the whole, bins k and M − k at a
   * time.
   */
  private void split(float[] power) {
    int[] order = butterflies.order();
    float[] splitRe = butterflies.splitRe();
    float[] splitIm = butterflies.splitIm();
    int numbers = re.length;
    float quarter = scales.quarterOfInterior();
    float sum = re[0] + im[0];
    float difference = re[0] - im[0];
    power[0] = sum * sum * scales.edge();
    power[numbers] = difference * difference * scales.edge();
    for (int k = 1; k < numbers - k; k++) {
      int one = order[k];
      int other = order[numbers - k];
      float evenRe = re[one] + re[other];
      float evenIm = im[one] - im[other];
      float oddRe = im[one] + im[other];
      float oddIm = re[other] - re[one];
      float turnedRe = oddRe * splitRe[k] - oddIm * splitIm[k];
      float turnedIm = oddRe * splitIm[k] + oddIm * splitRe[k];
      float lowRe = evenRe + turnedRe;
      float lowIm = evenIm + turnedIm;
      float highRe = evenRe - turnedRe;
      float highIm = evenIm - turnedIm;
      power[k] = (lowRe * lowRe + lowIm * lowIm) * quarter;
      power[numbers - k] = (highRe * highRe + highIm * highIm) * quarter;
    }
    int middle = order[numbers / 2];
    power[numbers / 2] = (re[middle] * re[middle] + im[middle] * im[middle]) * scales.interior();
  }
}
