package io.nightjar.audio.spectrogram;

import io.nightjar.spectrum.StftParameters;
import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;

/**
 * What shapes a spectrogram. Changing any of them makes other artefacts of the same recording.
 *
 * @param window samples of one spectrum; even
 * @param hop samples between the centres of two spectra, 1…window
 * @param mostColumns columns are pooled so that there are never more; even. With {@code window} it
 *     bounds the memory: {@code 4 × window × mostColumns} bytes
 */
public record SpectrogramParameters(int window, int hop, int mostColumns) {

  /**
   * 2048 samples (23.4 Hz a bin at 48 kHz, as in the field's viewer), hopping by a quarter of the
   * window: every instant then has nearly the same weight in the columns around it. 4096 columns
   * are 43 s at 48 kHz before any is pooled.
   */
  public static final SpectrogramParameters DEFAULT = new SpectrogramParameters(2048, 512, 4096);

  private static final int LARGEST = 1 << 16;

  public SpectrogramParameters {
    if (window < 4 || window > LARGEST || window % 2 != 0) {
      throw new IllegalArgumentException("window must be even and 4…" + LARGEST + ": " + window);
    }
    if (hop < 1 || hop > window) {
      throw new IllegalArgumentException("hop must be 1…" + window + ": " + hop);
    }
    if (mostColumns < 2 || mostColumns > LARGEST || mostColumns % 2 != 0) {
      throw new IllegalArgumentException(
          "columns must be even and 2…" + LARGEST + ": " + mostColumns);
    }
  }

  /** The transform: Blackman–Harris windows, in which 1 is the power of a full-scale sine. */
  StftParameters transform() {
    return new StftParameters(Window.blackmanHarris(window), hop, Scaling.FULL_SCALE_SINE);
  }

  /** Frequencies from 0 to half the sample rate, both included. */
  public int bins() {
    return window / 2 + 1;
  }
}
