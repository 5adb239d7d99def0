package io.nightjar.audio.spectrogram;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The marks of an axis.
 *
 * @param title what the numbers are, with their unit
 * @param marks from low to high
 */
record Ticks(String title, List<Mark> marks) {

  private static final double[] TIME_STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200
  };

  private static final int HOUR = 3600;
  private static final double SHORT = 0.1;

  /** Below this, kilohertz would be small fractions. */
  private static final double LOW_HERTZ = 2000;

  /** One mark: where on the axis, in its own unit, and what stands there. */
  record Mark(double at, String label) {}

  Ticks {
    marks = List.copyOf(marks);
  }

  /**
   * Milliseconds below a tenth of a second, seconds below a minute, else minutes and seconds, and
   * from an hour on hours and minutes. Positions are in seconds.
   */
  static Ticks ofTime(double seconds, int most) {
    if (seconds < SHORT) {
      return new Ticks("Time (ms)", marks(0, seconds, decimalStep(seconds, most), 1e-3));
    }
    if (seconds < 60) {
      double step =
          seconds < TIME_STEPS[0] * most ? decimalStep(seconds, most) : timeStep(seconds, most);
      return new Ticks("Time (s)", marks(0, seconds, step, 1));
    }
    double step = timeStep(seconds, most);
    boolean hours = seconds >= HOUR;
    List<Mark> marks = new ArrayList<>();
    for (long at = 0; at <= seconds; at += (long) step) {
      long high = hours ? at / HOUR : at / 60;
      long low = hours ? at / 60 % 60 : at % 60;
      marks.add(new Mark(at, String.format(Locale.ROOT, "%d:%02d", high, low)));
    }
    return new Ticks(hours ? "Time (h:min)" : "Time (min:s)", marks);
  }

  /** In kHz, or in Hz where all are low; at positions in Hz. */
  static Ticks ofFrequency(double highestHertz, int most) {
    double step = decimalStep(highestHertz, most);
    return highestHertz < LOW_HERTZ
        ? new Ticks("Frequency (Hz)", marks(0, highestHertz, step, 1))
        : new Ticks("Frequency (kHz)", marks(0, highestHertz, step, 1000));
  }

  /** In dB. */
  static Ticks ofLevel(double low, double high, int most) {
    return new Ticks("dBFS", marks(low, high, Math.max(10, decimalStep(high - low, most)), 1));
  }

  private static List<Mark> marks(double low, double high, double step, double unit) {
    List<Mark> marks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    BigDecimal exactStep = new BigDecimal(String.format(Locale.ROOT, "%.9g", step / unit));
    for (long i = first; i <= last; i++) {
      BigDecimal value = exactStep.multiply(BigDecimal.valueOf(i));
      String label =
          value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString().replace('-', '−');
      marks.add(new Mark(i * step, label));
    }
    return marks;
  }

  /** The smallest 1, 2 or 5 × 10ⁿ of which at most {@code most} fit into {@code span}. */
  private static double decimalStep(double span, int most) {
    double least = span / most;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static double timeStep(double seconds, int most) {
    for (double step : TIME_STEPS) {
      if (step * most >= seconds) {
        return step;
      }
    }
    return HOUR * Math.ceil(seconds / most / HOUR);
  }
}
