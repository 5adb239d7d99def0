package io.nightjar.spectrum;

/** Takes the columns of a transform, one after the other. */
@FunctionalInterface
public interface Columns {

  /**
   * Takes the next column.
   *
   * @param power of each bin, averaged over the channels; the array is used again
   */
  void accept(float[] power);
}
