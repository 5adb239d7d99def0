package io.nightjar.audio.mel;

/** How frequencies are spaced in mel, and what the bands weigh. */
public enum MelScale {
  /**
   * M. Slaney's Auditory Toolbox: linear up to 1 kHz, then logarithmic; each band has the same
   * area. librosa's {@code htk=False, norm='slaney'}.
   */
  SLANEY {
    @Override
    double toMel(double hertz) {
      return hertz < KNEE_HERTZ
          ? hertz / HERTZ_PER_MEL
          : KNEE_HERTZ / HERTZ_PER_MEL + Math.log(hertz / KNEE_HERTZ) / LOG_STEP;
    }

    @Override
    double toHertz(double mel) {
      double knee = KNEE_HERTZ / HERTZ_PER_MEL;
      return mel < knee ? mel * HERTZ_PER_MEL : KNEE_HERTZ * Math.exp(LOG_STEP * (mel - knee));
    }

    @Override
    double weight(double low, double high) {
      return 2 / (high - low);
    }
  },

  /**
   * That of HTK, 2595·log₁₀(1 + f/700); each band has the peak 1, as TensorFlow's have. librosa's
   * {@code htk=True, norm=None}.
   */
  HTK {
    @Override
    double toMel(double hertz) {
      return 2595 * Math.log10(1 + hertz / 700);
    }

    @Override
    double toHertz(double mel) {
      return 700 * (Math.pow(10, mel / 2595) - 1);
    }

    @Override
    double weight(double low, double high) {
      return 1;
    }
  };

  private static final double KNEE_HERTZ = 1000;
  private static final double HERTZ_PER_MEL = 200.0 / 3;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  abstract double toMel(double hertz);

  abstract double toHertz(double mel);

  /** What the peak of a band weighs that reaches from one frequency to another. */
  abstract double weight(double low, double high);
}
