package io.nightjar.thermal.metadata;

import io.nightjar.cptv.Frame;
import io.nightjar.imaging.Histogram;
import io.nightjar.imaging.Levels;
import java.util.Locale;
import java.util.Optional;

/**
 * Counts the raw sensor counts of all frames, exactly: those that a flat-field correction affects,
 * those that none affects, and background frames apart. Not thread-safe.
 */
final class PixelStatistics {

  /** What is known of frames before their pixels are looked at. */
  enum Kind {
    UNAFFECTED,
    AFFECTED,
    BACKGROUND;

    static Kind of(Frame frame) {
      if (frame.background()) {
        return BACKGROUND;
      }
      return frame.affectedByFfc() ? AFFECTED : UNAFFECTED;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Frames of one kind. */
  private static final class Counted {
    private final Histogram values = new Histogram();
    private int frames;
  }

  private final Counted unaffected = new Counted();
  private final Counted affected = new Counted();
  private final Counted background = new Counted();

  /** Returns the heap that one takes, in bytes: four histograms, one of which holds the sums. */
  static long heapBytes() {
    return 4L * (Long.BYTES << 16);
  }

  void add(Kind kind, short[] pixels) {
    Counted counted = of(kind);
    counted.values.add(pixels);
    counted.frames++;
  }

  private Counted of(Kind kind) {
    return switch (kind) {
      case UNAFFECTED -> unaffected;
      case AFFECTED -> affected;
      case BACKGROUND -> background;
    };
  }

  /** Of all frames; all 0 if there are none. */
  ThermalMetadata.Pixels all() {
    Histogram all = new Histogram();
    for (Kind kind : Kind.values()) {
      all.add(of(kind).values);
    }
    return pixels(all);
  }

  /** Of the frames that no correction affects, background frames aside; empty if there are none. */
  Optional<ThermalMetadata.UnaffectedPixels> unaffected() {
    if (unaffected.frames == 0) {
      return Optional.empty();
    }
    ThermalMetadata.Pixels pixels = pixels(unaffected.values);
    return Optional.of(
        new ThermalMetadata.UnaffectedPixels(
            unaffected.frames,
            pixels.minimum(),
            pixels.maximum(),
            pixels.mean(),
            pixels.standardDeviation()));
  }

  /** The contrast of the best kind of frames that there is; empty if there are no frames. */
  Optional<ThermalMetadata.Contrast> levels() {
    for (Kind kind : Kind.values()) {
      if (of(kind).frames > 0) {
        Levels levels = Levels.ofScene(of(kind).values).atLeast(Levels.LEAST_SPAN);
        return Optional.of(new ThermalMetadata.Contrast(levels.low(), levels.high(), kind.text()));
      }
    }
    return Optional.empty();
  }

  private static ThermalMetadata.Pixels pixels(Histogram values) {
    if (values.total() == 0) {
      return new ThermalMetadata.Pixels(0, 0, 0, 0);
    }
    int minimum = values.percentile(0);
    int maximum = values.percentile(100);
    long sum = 0; // of at most 2³² pixels of 16 bits
    for (int value = minimum; value <= maximum; value++) {
      sum += values.count(value) * value;
    }
    double mean = (double) sum / values.total();
    double squares = 0;
    for (int value = minimum; value <= maximum; value++) {
      squares += values.count(value) * (value - mean) * (value - mean);
    }
    return new ThermalMetadata.Pixels(minimum, maximum, mean, Math.sqrt(squares / values.total()));
  }
}
