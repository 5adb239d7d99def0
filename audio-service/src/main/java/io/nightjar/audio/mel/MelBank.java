package io.nightjar.audio.mel;

/**
 * Triangular bands, evenly spaced in mel, each overlapping half of its neighbours: the matrix of
 * {@code librosa.filters.mel}, kept where it is not zero. Immutable.
 */
final class MelBank {

  private final int[] firstBins;
  private final double[][] weights;

  /**
   * The bands for one sample rate, in Hz. Those that reach beyond half of it stay silent in part or
   * altogether, as librosa's do.
   */
  MelBank(MelParameters parameters, double sampleRate) {
    double[] corners = corners(parameters, sampleRate);
    double hertzPerBin = sampleRate / parameters.window();
    int bands = parameters.bands();
    this.firstBins = new int[bands];
    this.weights = new double[bands][];
    for (int band = 0; band < bands; band++) {
      double low = corners[band];
      double peak = corners[band + 1];
      double high = corners[band + 2];
      int first = (int) Math.min(parameters.bins(), Math.max(0, Math.ceil(low / hertzPerBin)));
      int end = (int) Math.min(parameters.bins(), Math.floor(high / hertzPerBin) + 1);
      double scale = parameters.scale().weight(low, high);
      double[] weight = new double[Math.max(0, end - first)];
      for (int i = 0; i < weight.length; i++) {
        double hertz = (first + i) * hertzPerBin;
        double rising = (hertz - low) / (peak - low);
        double falling = (high - hertz) / (high - peak);
        weight[i] = scale * Math.max(0, Math.min(rising, falling));
      }
      firstBins[band] = first;
      weights[band] = weight;
    }
  }

  /** Edges and peaks: each band reaches from one to the next but one. */
  private static double[] corners(MelParameters parameters, double sampleRate) {
    MelScale scale = parameters.scale();
    double lowest = scale.toMel(parameters.lowestHertz());
    double highest = scale.toMel(parameters.highestHertz().orElse(sampleRate / 2));
    double[] corners = new double[parameters.bands() + 2];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = scale.toHertz(lowest + (highest - lowest) * i / (corners.length - 1));
    }
    return corners;
  }

  /** The power in each band. */
  void sum(double[] power, double[] bands) {
    for (int band = 0; band < bands.length; band++) {
      double[] weight = weights[band];
      int first = firstBins[band];
      double sum = 0;
      for (int i = 0; i < weight.length; i++) {
        sum += weight[i] * power[first + i];
      }
      bands[band] = sum;
    }
  }
}
