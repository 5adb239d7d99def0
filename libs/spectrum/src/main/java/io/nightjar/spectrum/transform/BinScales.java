package io.nightjar.spectrum.transform;

/**
 * By what |X|² is multiplied.
 *
 * @param quarterOfInterior in bins 1…N/2−1 that are computed at twice their size
 * @param interior in bin N/4, whose size is right
 * @param edge in bins 0 and N/2
 */
public record BinScales(float quarterOfInterior, float interior, float edge) {

  public static BinScales of(Window window, Scaling scaling) {
    return new BinScales(
        (float) (scaling.interior(window) / 4),
        (float) scaling.interior(window),
        (float) scaling.edge(window));
  }
}
