package io.nightjar.spectrum.transform;

import org.jtransforms.fft.FloatFFT_1D;

/** The transform of any even number of samples, by JTransforms. */
public final class AnySizeTransform implements PowerTransform {

  private final int hop;
  private final float[] window;
  private final float[] piece;
  private final FloatFFT_1D transform;
  private final float interior;
  private final float edge;

  /**
   * A transform.
   *
   * @param window of an even size
   * @param hop from the begin of one piece to that of the next, in samples
   */
  public AnySizeTransform(Window window, int hop, Scaling scaling) {
    if (window.size() % 2 != 0) {
      throw new IllegalArgumentException("not an even number of samples: " + window.size());
    }
    this.hop = hop;
    this.window = window.toFloats();
    this.piece = new float[window.size()];
    this.transform = new FloatFFT_1D(window.size());
    this.interior = (float) scaling.interior(window);
    this.edge = (float) scaling.edge(window);
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public void compute(float[] samples, int offset, int pieces, float[][] power, int first) {
    for (int i = 0; i < pieces; i++) {
      compute(samples, offset + i * hop, power[first + i]);
    }
  }

  private void compute(float[] samples, int from, float[] power) {
    int size = piece.length;
    for (int n = 0; n < size; n++) {
      piece[n] = samples[from + n] * window[n];
    }
    transform.realForward(piece);
    // JTransforms packs the real parts of the first and the last bin into the first two places.
    power[0] = piece[0] * piece[0] * edge;
    power[size / 2] = piece[1] * piece[1] * edge;
    for (int k = 1; k < size / 2; k++) {
      float re = piece[2 * k];
      float im = piece[2 * k + 1];
      power[k] = (re * re + im * im) * interior;
    }
  }
}
