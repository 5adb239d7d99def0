package io.nightjar.spectrum.vector;

import io.nightjar.spectrum.transform.AnySizeTransform;
import io.nightjar.spectrum.transform.Butterflies;
import io.nightjar.spectrum.transform.PlainTransform;
import io.nightjar.spectrum.transform.PowerTransform;
import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;

/** Chooses how spectra are computed. */
public final class PowerTransforms {

  private static final boolean VECTORS =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

  private PowerTransforms() {}

  /**
   * Returns the transform with vectors, if this virtual machine was started with {@code
   * --add-modules jdk.incubator.vector}, else the plain one; their bits are the same. Sizes that
   * are no powers of two are JTransforms'.
   *
   * @param window of an even size
   * @param hop from the begin of one piece to that of the next, 1…window
   */
  public static PowerTransform fastest(Window window, int hop, Scaling scaling) {
    if (!Butterflies.fit(window.size())) {
      return new AnySizeTransform(window, hop, scaling);
    }
    // The class must not be touched where the module is missing.
    return VECTORS && VectorTransform.fits(window.size())
        ? new VectorTransform(window, hop, scaling)
        : new PlainTransform(window, hop, scaling);
  }
}
