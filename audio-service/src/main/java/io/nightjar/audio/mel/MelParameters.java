package io.nightjar.audio.mel;

import java.util.OptionalDouble;

/**
 * What shapes a mel spectrogram, in the words of {@code librosa.feature.melspectrogram}.
 *
 * @param window samples of a transform, a power of two: {@code n_fft}
 * @param hop samples between the centres of two transforms: {@code hop_length}
 * @param bands {@code n_mels}
 * @param lowestHertz {@code fmin}
 * @param highestHertz {@code fmax}; half the sample rate if it is absent
 * @param scale which mel scale, and how bands are weighed
 */
public record MelParameters(
    int window,
    int hop,
    int bands,
    double lowestHertz,
    OptionalDouble highestHertz,
    MelScale scale) {

  /** What librosa does where nothing else is said. */
  public static final MelParameters LIBROSA =
      new MelParameters(2048, 512, 128, 0, OptionalDouble.empty(), MelScale.SLANEY);

  /** The lower of BirdNET 2.4's two pictures of 3 s at 48 kHz: 511 columns, from 0 to 3 kHz. */
  public static final MelParameters BIRDNET_LOW =
      new MelParameters(2048, 278, 96, 0, OptionalDouble.of(3_000), MelScale.HTK);

  /** The upper one, from 500 Hz to 15 kHz. */
  public static final MelParameters BIRDNET_HIGH =
      new MelParameters(1024, 280, 96, 500, OptionalDouble.of(15_000), MelScale.HTK);

  /** 160 bands from 50 Hz to 11 kHz, as several classifiers of birds have them. */
  public static final MelParameters BIRDS_160 =
      new MelParameters(2048, 512, 160, 50, OptionalDouble.of(11_000), MelScale.SLANEY);

  public MelParameters {
    if (window < 4 || Integer.bitCount(window) != 1 || hop < 1 || hop > window || bands < 1) {
      throw new IllegalArgumentException("window " + window + ", hop " + hop + ", bands " + bands);
    }
  }

  /** Frequencies of a transform, from 0 to half the sample rate. */
  int bins() {
    return window / 2 + 1;
  }
}
