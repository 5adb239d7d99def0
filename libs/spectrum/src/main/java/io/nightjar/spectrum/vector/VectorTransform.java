package io.nightjar.spectrum.vector;

import io.nightjar.spectrum.transform.BinScales;
import io.nightjar.spectrum.transform.Butterflies;
import io.nightjar.spectrum.transform.PlainTransform;
import io.nightjar.spectrum.transform.PowerTransform;
import io.nightjar.spectrum.transform.Scaling;
import io.nightjar.spectrum.transform.Window;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transform of {@link PlainTransform} with a piece in each lane of a register: 4, 8 or 16, as
 * the processor has them. A lane does what the plain one does, in the same order, so its bits are
 * the same; and no lane has to be moved to another one.
 */
public final class VectorTransform implements PowerTransform {
  /** At most 16: of more, some would have nothing to do. */
  private static final VectorSpecies<Float> LANES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  private static final int COUNT = LANES.length();

  /** Floats of one complex number of all lanes. */
  private static final int NUMBER = 2 * COUNT;

  /** Smaller ones have no pass that could read the samples. */
  private static final int SMALLEST = 32;

  /** Numbers of all lanes that the nearest cache holds: they are done with before the next ones. */
  private static final int NEAR = 64;

  private final Butterflies butterflies;
  private final float[] window;
  private final BinScales scales;
  private final SideBySide laidOut;
  private final float[] samplesOfLanes;
  private final int[] places;

  /** Real parts of all lanes of a number, then imaginary ones. */
  private final float[] numbers;

  /** Of a bin the power of all lanes. */
  private final float[] levels;

  /**
   * A transform.
   *
   * @param window of a size that {@link #fits}
   * @param hop from the begin of one piece to that of the next, 1…window
   */
  public VectorTransform(Window window, int hop, Scaling scaling) {
    int size = window.size();
    if (!fits(size) || hop < 1 || hop > size) {
      throw new IllegalArgumentException("window " + size + ", hop " + hop);
    }
    this.butterflies = new Butterflies(size);
    this.window = window.toFloats();
    this.scales = BinScales.of(window, scaling);
    this.laidOut = new SideBySide(size, hop, COUNT);
    this.samplesOfLanes = laidOut.samples();
    this.places = laidOut.places();
    this.numbers = new float[butterflies.numbers() * NUMBER];
    this.levels = new float[(size / 2 + 1) * COUNT];
  }

  /** Whether this kind of transform can do a size. */
  public static boolean fits(int size) {
    return size >= SMALLEST && Butterflies.fit(size);
  }

  @Override
  public int batch() {
    return COUNT;
  }

  @Override
  public void compute(float[] samples, int offset, int pieces, float[][] power, int first) {
    laidOut.layOut(samples, offset, pieces);
    int length = butterflies.numbers();
    firstPass(length);
    for (int part = 0; part < 4; part++) {
      passes(part * (length / 4), length / 4);
    }
    split();
    takeApart(power, first, pieces);
  }

  private FloatVector weighed(int n) {
    return FloatVector.fromArray(LANES, samplesOfLanes, places[n]).mul(window[n]);
  }

  /**
   * The first pass reads the samples and weighs them. It repeats the steps of {@link #pass},
   * because no vector may cross the call of a method that the compiler happens not to inline: it
   * would go through memory, and all take three times as long.
   */
  private void firstPass(int length) {
    float[] factors = butterflies.factorsOf(length);
    int quarter = length / 4;
    int step = quarter * NUMBER;
    for (int j = 0; j < quarter; j++) {
      int a = j * NUMBER;
      int factor = j * Butterflies.FACTORS;
      FloatVector aRe = weighed(2 * j);
      FloatVector aIm = weighed(2 * j + 1);
      FloatVector bRe = weighed(2 * (j + quarter));
      FloatVector bIm = weighed(2 * (j + quarter) + 1);
      FloatVector cRe = weighed(2 * (j + 2 * quarter));
      FloatVector cIm = weighed(2 * (j + 2 * quarter) + 1);
      FloatVector dRe = weighed(2 * (j + 3 * quarter));
      FloatVector dIm = weighed(2 * (j + 3 * quarter) + 1);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector differenceAcRe = aRe.sub(cRe);
      FloatVector differenceAcIm = aIm.sub(cIm);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector differenceBdRe = bRe.sub(dRe);
      FloatVector differenceBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(numbers, a);
      sumAcIm.add(sumBdIm).intoArray(numbers, a + COUNT);
      FloatVector re = differenceAcRe.add(differenceBdIm);
      FloatVector im = differenceAcIm.sub(differenceBdRe);
      turn(re, im, factors, factor, a + step);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      turn(re, im, factors, factor + 2, a + 2 * step);
      re = differenceAcRe.sub(differenceBdIm);
      im = differenceAcIm.add(differenceBdRe);
      turn(re, im, factors, factor + 4, a + 3 * step);
    }
  }

  private void passes(int start, int length) {
    if (length > NEAR) {
      pass(start, length);
      int quarter = length / 4;
      for (int part = 0; part < 4; part++) {
        passes(start + part * quarter, quarter);
      }
      return;
    }
    int left = length;
    for (; left > 4; left /= 4) {
      for (int block = start; block < start + length; block += left) {
        pass(block, left);
      }
    }
    if (left == 4) {
      lastFours(start, length);
    } else {
      lastPairs(start, length);
    }
  }

  private void pass(int block, int length) {
    float[] factors = butterflies.factorsOf(length);
    int step = length / 4 * NUMBER;
    int a = block * NUMBER;
    int end = a + step;
    for (int factor = 0; a < end; a += NUMBER, factor += Butterflies.FACTORS) {
      FloatVector aRe = FloatVector.fromArray(LANES, numbers, a);
      FloatVector aIm = FloatVector.fromArray(LANES, numbers, a + COUNT);
      FloatVector bRe = FloatVector.fromArray(LANES, numbers, a + step);
      FloatVector bIm = FloatVector.fromArray(LANES, numbers, a + step + COUNT);
      FloatVector cRe = FloatVector.fromArray(LANES, numbers, a + 2 * step);
      FloatVector cIm = FloatVector.fromArray(LANES, numbers, a + 2 * step + COUNT);
      FloatVector dRe = FloatVector.fromArray(LANES, numbers, a + 3 * step);
      FloatVector dIm = FloatVector.fromArray(LANES, numbers, a + 3 * step + COUNT);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector differenceAcRe = aRe.sub(cRe);
      FloatVector differenceAcIm = aIm.sub(cIm);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector differenceBdRe = bRe.sub(dRe);
      FloatVector differenceBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(numbers, a);
      sumAcIm.add(sumBdIm).intoArray(numbers, a + COUNT);
      FloatVector re = differenceAcRe.add(differenceBdIm);
      FloatVector im = differenceAcIm.sub(differenceBdRe);
      turn(re, im, factors, factor, a + step);
      re = sumAcRe.sub(sumBdRe);
      im = sumAcIm.sub(sumBdIm);
      turn(re, im, factors, factor + 2, a + 2 * step);
      re = differenceAcRe.sub(differenceBdIm);
      im = differenceAcIm.add(differenceBdRe);
      turn(re, im, factors, factor + 4, a + 3 * step);
    }
  }

  private void turn(FloatVector re, FloatVector im, float[] factors, int factor, int at) {
    float factorRe = factors[factor];
    float factorIm = factors[factor + 1];
    re.mul(factorRe).sub(im.mul(factorIm)).intoArray(numbers, at);
    re.mul(factorIm).add(im.mul(factorRe)).intoArray(numbers, at + COUNT);
  }

  private void lastFours(int start, int length) {
    int end = (start + length) * NUMBER;
    for (int a = start * NUMBER; a < end; a += 4 * NUMBER) {
      FloatVector aRe = FloatVector.fromArray(LANES, numbers, a);
      FloatVector aIm = FloatVector.fromArray(LANES, numbers, a + COUNT);
      FloatVector bRe = FloatVector.fromArray(LANES, numbers, a + 2 * COUNT);
      FloatVector bIm = FloatVector.fromArray(LANES, numbers, a + 3 * COUNT);
      FloatVector cRe = FloatVector.fromArray(LANES, numbers, a + 4 * COUNT);
      FloatVector cIm = FloatVector.fromArray(LANES, numbers, a + 5 * COUNT);
      FloatVector dRe = FloatVector.fromArray(LANES, numbers, a + 6 * COUNT);
      FloatVector dIm = FloatVector.fromArray(LANES, numbers, a + 7 * COUNT);
      FloatVector sumAcRe = aRe.add(cRe);
      FloatVector sumAcIm = aIm.add(cIm);
      FloatVector differenceAcRe = aRe.sub(cRe);
      FloatVector differenceAcIm = aIm.sub(cIm);
      FloatVector sumBdRe = bRe.add(dRe);
      FloatVector sumBdIm = bIm.add(dIm);
      FloatVector differenceBdRe = bRe.sub(dRe);
      FloatVector differenceBdIm = bIm.sub(dIm);
      sumAcRe.add(sumBdRe).intoArray(numbers, a);
      sumAcIm.add(sumBdIm).intoArray(numbers, a + COUNT);
      differenceAcRe.add(differenceBdIm).intoArray(numbers, a + 2 * COUNT);
      differenceAcIm.sub(differenceBdRe).intoArray(numbers, a + 3 * COUNT);
      sumAcRe.sub(sumBdRe).intoArray(numbers, a + 4 * COUNT);
      sumAcIm.sub(sumBdIm).intoArray(numbers, a + 5 * COUNT);
      differenceAcRe.sub(differenceBdIm).intoArray(numbers, a + 6 * COUNT);
      differenceAcIm.add(differenceBdRe).intoArray(numbers, a + 7 * COUNT);
    }
  }

  private void lastPairs(int start, int length) {
    int end = (start + length) * NUMBER;
    for (int a = start * NUMBER; a < end; a += 2 * NUMBER) {
      for (int part = a; part < a + NUMBER; part += COUNT) {
        FloatVector one = FloatVector.fromArray(LANES, numbers, part);
        FloatVector other = FloatVector.fromArray(LANES, numbers, part + NUMBER);
        one.add(other).intoArray(numbers, part);
        one.sub(other).intoArray(numbers, part + NUMBER);
      }
    }
  }

  private void split() {
    int[] order = butterflies.order();
    float[] splitRe = butterflies.splitRe();
    float[] splitIm = butterflies.splitIm();
    float quarter = scales.quarterOfInterior();
    int last = butterflies.numbers();
    splitEdges(last, order[last / 2]);
    for (int k = 1; k < last - k; k++) {
      int one = order[k] * NUMBER;
      int other = order[last - k] * NUMBER;
      FloatVector oneRe = FloatVector.fromArray(LANES, numbers, one);
      FloatVector oneIm = FloatVector.fromArray(LANES, numbers, one + COUNT);
      FloatVector otherRe = FloatVector.fromArray(LANES, numbers, other);
      FloatVector otherIm = FloatVector.fromArray(LANES, numbers, other + COUNT);
      FloatVector evenRe = oneRe.add(otherRe);
      FloatVector evenIm = oneIm.sub(otherIm);
      FloatVector oddRe = oneIm.add(otherIm);
      FloatVector oddIm = otherRe.sub(oneRe);
      FloatVector turnedRe = oddRe.mul(splitRe[k]).sub(oddIm.mul(splitIm[k]));
      FloatVector turnedIm = oddRe.mul(splitIm[k]).add(oddIm.mul(splitRe[k]));
      power(evenRe.add(turnedRe), evenIm.add(turnedIm), quarter, k);
      power(evenRe.sub(turnedRe), evenIm.sub(turnedIm), quarter, last - k);
    }
  }

  private void splitEdges(int last, int middle) {
    FloatVector re = FloatVector.fromArray(LANES, numbers, 0);
    FloatVector im = FloatVector.fromArray(LANES, numbers, COUNT);
    FloatVector sum = re.add(im);
    FloatVector difference = re.sub(im);
    sum.mul(sum).mul(scales.edge()).intoArray(levels, 0);
    difference.mul(difference).mul(scales.edge()).intoArray(levels, last * COUNT);
    power(
        FloatVector.fromArray(LANES, numbers, middle * NUMBER),
        FloatVector.fromArray(LANES, numbers, middle * NUMBER + COUNT),
        scales.interior(),
        last / 2);
  }

  private void power(FloatVector re, FloatVector im, float scale, int bin) {
    re.mul(re).add(im.mul(im)).mul(scale).intoArray(levels, bin * COUNT);
  }

  private void takeApart(float[][] power, int first, int pieces) {
    int bins = levels.length / COUNT;
    for (int from = 0; from < bins; from += NEAR) {
      int end = Math.min(bins, from + NEAR);
      for (int piece = 0; piece < pieces; piece++) {
        float[] row = power[first + piece];
        for (int bin = from; bin < end; bin++) {
          row[bin] = levels[bin * COUNT + piece];
        }
      }
    }
  }
}
