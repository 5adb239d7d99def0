package io.nightjar.audio.activity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Measures, spectrum by spectrum, how much in a sound stands out from its noise. It works on bins
 * of 20 s, each by itself: a region that crosses the end of one is two. Of neighbouring spectra and
 * frequencies it takes the loudest, so that no short call is lost. Memory does not follow the
 * length of the sound, but for two numbers a bin. Not thread-safe.
 */
public final class ActivityMeter {

  /** Regions that are told; of more, those that count least are left out. */
  public static final int MOST_REGIONS = 200;

  /** Of the sound as it plays. */
  private static final double BIN_SECONDS = 20;

  /** Of the sound as it plays: of the part that thumbnails show. */
  private static final double PART_SECONDS = 10;

  private static final double STEP_SECONDS = 0.032;
  private static final int MOST_BANDS = 128;

  /** Of the sound as it plays: wind, traffic and handling lie below. */
  private static final double LOWEST_HERTZ = 250;

  /** A bin that is shorter is judged by the noise of the one before. */
  private static final double SHORTEST_BIN_SECONDS = 5;

  /** Above the least contrast: a region that stands out by more counts in full. */
  private static final float FULL_CONTRAST = 20;

  private static final double FULL_SHARE = 0.25;

  private final double secondsPerStep;
  private final double hertzPerBand;
  private final int spectraPerStep;
  private final int binsPerBand;
  private final float[] power;
  private final float[] decibels;
  private final LevelBlock block;
  private final RegionFinder finder;
  private final LivelyPartFinder lively;
  private final List<Integer> activity = new ArrayList<>();
  private final List<Integer> coverage = new ArrayList<>();
  private final PriorityQueue<FoundRegion> kept = new PriorityQueue<>(FoundRegion.BY_WEIGHT);
  private Optional<NoiseFloor> before = Optional.empty();
  private int found;
  private long blockStep;
  private int pending;

  /**
   * @param window samples of a spectrum
   * @param hop samples from one spectrum to the next
   * @param sampleRate at which the sound plays, in Hz
   */
  public ActivityMeter(int window, int hop, int sampleRate) {
    this.spectraPerStep = spectraPerStep(hop, sampleRate);
    this.binsPerBand = binsPerBand(window);
    int bands = Math.min(MOST_BANDS, window / 2 / binsPerBand);
    this.secondsPerStep = (double) spectraPerStep * hop / sampleRate;
    this.hertzPerBand = (double) binsPerBand * sampleRate / window;
    this.power = new float[bands];
    this.decibels = new float[bands];
    int steps = Math.max(1, (int) Math.round(BIN_SECONDS / secondsPerStep));
    this.block = new LevelBlock(steps, bands);
    this.finder =
        new RegionFinder(
            steps,
            bands,
            Math.min(bands, (int) Math.ceil(LOWEST_HERTZ / hertzPerBand)),
            secondsPerStep);
    int part = Math.max(1, (int) Math.round(PART_SECONDS / secondsPerStep));
    this.lively = new LivelyPartFinder(part, steps, bands);
  }

  private static int spectraPerStep(int hop, int sampleRate) {
    return Math.max(1, (int) (STEP_SECONDS * sampleRate / hop));
  }

  private static int binsPerBand(int window) {
    return Math.max(1, Math.ceilDiv(window / 2, MOST_BANDS));
  }

  /**
   * The most memory that one takes, in bytes: twelve for each cell of a block, of which there are
   * those of 20 s in steps of half of {@value #STEP_SECONDS} s or more, eight for each step and
   * band, what the regions take, and the liveliest part.
   */
  public static long heapBytes() {
    int steps = (int) (2 * BIN_SECONDS / STEP_SECONDS);
    int part = (int) (2 * PART_SECONDS / STEP_SECONDS);
    return 12L * MOST_BANDS * steps
        + Whine.heapBytes(steps, MOST_BANDS)
        + 128L * MOST_REGIONS
        + LivelyPartFinder.heapBytes(part, steps, MOST_BANDS);
  }

  /**
   * Takes the next spectrum, which stays the caller's.
   *
   * @param spectrum the power of each bin; 1 is that of a full-scale sine
   */
  public void add(float[] spectrum) {
    for (int band = 0; band < power.length; band++) {
      float loudest = power[band];
      int from = band * binsPerBand;
      for (int k = from; k < from + binsPerBand; k++) {
        // Not Math.max, which asks for NaN and the sign of zero.
        loudest = spectrum[k] > loudest ? spectrum[k] : loudest;
      }
      power[band] = loudest;
    }
    pending++;
    if (pending == spectraPerStep) {
      closeStep();
    }
  }

  private void closeStep() {
    for (int band = 0; band < power.length; band++) {
      decibels[band] = LevelTable.decibels(power[band]);
    }
    Arrays.fill(power, 0);
    pending = 0;
    block.add(decibels);
    if (block.isFull()) {
      closeBin();
    }
  }

  private void closeBin() {
    boolean tooShort = block.steps() * secondsPerStep < SHORTEST_BIN_SECONDS;
    NoiseFloor floor = tooShort && before.isPresent() ? before.get() : NoiseFloor.of(block);
    List<Region> regions = finder.find(block, floor);
    BitSet covered = new BitSet(block.steps());
    List<FoundRegion> weighed = new ArrayList<>();
    double sum = 0;
    for (Region region : regions) {
      covered.set(region.firstStep(), region.endStep());
      double weight = weight(region);
      sum += weight;
      weighed.add(new FoundRegion(blockStep, region, weight));
    }
    weighed.forEach(this::keep);
    lively.add(block, floor, weighed);
    int steps = block.steps();
    activity.add((int) Math.round(100 * (1 - Math.exp(-sum / (FULL_SHARE * steps)))));
    coverage.add((int) Math.round(100.0 * covered.cardinality() / steps));
    before = Optional.of(floor);
    blockStep += steps;
    block.clear();
  }

  private static double weight(Region region) {
    float above = region.contrast() - NoiseFloor.LEAST_CONTRAST;
    return region.steps() * Math.clamp(above / FULL_CONTRAST, 0f, 1f);
  }

  private void keep(FoundRegion region) {
    found++;
    kept.add(region);
    if (kept.size() > MOST_REGIONS) {
      kept.poll();
    }
  }

  /**
   * Ends the sound; call once.
   *
   * @param timeExpansion how many times slower than life the sound plays
   */
  public SoundActivity finish(double timeExpansion) {
    if (pending > 0) {
      closeStep();
    }
    if (block.steps() > 0) {
      closeBin();
    }
    List<FoundRegion> regions = kept.stream().sorted(FoundRegion.BY_TIME).toList();
    double seconds = secondsPerStep / timeExpansion;
    double hertz = hertzPerBand * timeExpansion;
    return new SoundActivity(
        BIN_SECONDS / timeExpansion,
        activity,
        coverage,
        found,
        new SoundActivity.Regions(
            regions.stream().map(each -> thousandths(each.firstStep() * seconds)).toList(),
            regions.stream().map(each -> thousandths(each.endStep() * seconds)).toList(),
            regions.stream().map(each -> hertz(each.region().firstBand(), hertz)).toList(),
            regions.stream().map(each -> hertz(each.region().endBand(), hertz)).toList(),
            regions.stream().map(each -> tenths(each.region().contrast())).toList(),
            regions.stream().map(each -> tenths(each.region().decibels())).toList()));
  }

  /**
   * The liveliest part; call after {@link #finish}.
   *
   * @param timeExpansion how many times slower than life the sound plays
   * @param durationSeconds of the whole sound, of life
   */
  public LivelyPart liveliest(double timeExpansion, double durationSeconds) {
    return lively.finish(
        secondsPerStep / timeExpansion, hertzPerBand * timeExpansion, durationSeconds);
  }

  private static int hertz(int band, double hertzPerBand) {
    return (int) Math.round(band * hertzPerBand);
  }

  private static double thousandths(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
