package io.nightjar.bench.ingest;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The two ways under the same load.
 *
 * @param rounds in each of which both had their turn, one right after the other; at least one
 */
record Comparison(Load load, List<Round> rounds) {
  private static final int LARGE = 4_000_000;
  private static final int FEW_CLIENTS = 8;
  private static final double LEAST_RATIO = 0.9;
  private static final double MOST_TIMES = 3;

  Comparison {
    rounds = List.copyOf(rounds);
  }

  /** A turn of each way; both sent as many bytes. */
  record Round(Measured direct, Measured ingest) {

    /** MB/s through ingest ÷ MB/s directly. */
    double ratio() {
      return ingest.megabytesPerSecond() / direct.megabytesPerSecond();
    }
  }

  /** What is aimed at for a load, and whether it is reached. */
  record Goal(String text, boolean reached) {}

  /** What all rounds cost and took directly. */
  Measured direct() {
    return all(Round::direct).reduce(Measured::plus).orElseThrow();
  }

  /** What all rounds cost and took through ingest. */
  Measured ingest() {
    return all(Round::ingest).reduce(Measured::plus).orElseThrow();
  }

  /**
   * MB/s of the round in the middle: other work on the machine meets some rounds more than others.
   */
  double directSpeed() {
    return Measured.median(all(Round::direct).map(Measured::megabytesPerSecond).toList());
  }

  /** MB/s of the round in the middle. */
  double ingestSpeed() {
    return Measured.median(all(Round::ingest).map(Measured::megabytesPerSecond).toList());
  }

  private Stream<Measured> all(Function<Round, Measured> way) {
    return rounds.stream().map(way);
  }

  /** MB/s through ingest ÷ MB/s directly, of the round in the middle. */
  double ratio() {
    return Measured.median(rounds.stream().map(Round::ratio).toList());
  }

  /** The lowest and the highest ratio of a round. */
  DoubleSummaryStatistics spread() {
    return rounds.stream().mapToDouble(Round::ratio).summaryStatistics();
  }

  /** How many times as long an upload through ingest takes, by the medians. */
  double timesAsLong() {
    return ingest().medianMillis() / direct().medianMillis();
  }

  /**
   * The ratio that processor time alone would allow: what a byte costs directly ÷ through ingest,
   * all processes together. Where all of them share cores that are all busy, no ratio is higher.
   */
  double ratioByProcessors() {
    return direct().processorsPerGigabyte().sum() / ingest().processorsPerGigabyte().sum();
  }

  /** What is aimed at, if anything is. */
  Optional<Goal> goal() {
    if (load.clients() > FEW_CLIENTS) {
      return Optional.empty();
    }
    return Optional.of(
        load.bytes() < LARGE
            ? new Goal("≤ 3 × the time", timesAsLong() <= MOST_TIMES)
            : new Goal("≥ 0.9 × the MB/s", ratio() >= LEAST_RATIO));
  }
}
