package io.nightjar.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final double EXACT = 1e-9;
  private static final ProcessorTime HALF_A_SECOND_EACH = new ProcessorTime(0.5, 0.5, 0.5);

  /** 40 MB directly in 0.2 s and then in 0.2 s, through ingest in 0.4 s and then in 1.2 s. */
  private static final Comparison FORTY_MEGABYTES =
      new Comparison(
          new Load(4_000_000, 1),
          List.of(
              new Comparison.Round(
                  turn(40_000_000, 0.2, List.of(10.0, 30.0), new ProcessorTime(0.1, 0, 0.3)),
                  turn(40_000_000, 0.4, List.of(50.0, 90.0), HALF_A_SECOND_EACH)),
              new Comparison.Round(
                  turn(40_000_000, 0.2, List.of(20.0, 22.0), new ProcessorTime(0.1, 0, 0.3)),
                  turn(40_000_000, 1.2, List.of(60.0), HALF_A_SECOND_EACH))));

  private static Measured turn(
      long bytes, double seconds, List<Double> millis, ProcessorTime processors) {
    return new Measured(bytes, seconds, millis, processors);
  }

  @Test
  void theSpeedIsThatOfTheRoundInTheMiddle() {
    // Directly 200 MB/s each time, through ingest 100 and 33.3.
    assertThat(FORTY_MEGABYTES.directSpeed()).isCloseTo(200, within(EXACT));
    assertThat(FORTY_MEGABYTES.ingestSpeed()).isCloseTo(200 / 3.0, within(EXACT));
    assertThat(FORTY_MEGABYTES.ratio()).isCloseTo(1 / 3.0, within(EXACT));
    assertThat(FORTY_MEGABYTES.spread().getMin()).isCloseTo(1 / 6.0, within(EXACT));
    assertThat(FORTY_MEGABYTES.spread().getMax()).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void theTimeOfAnUploadIsTheMedianOfAllRounds() {
    assertThat(FORTY_MEGABYTES.direct().medianMillis()).isEqualTo(21);
    assertThat(FORTY_MEGABYTES.ingest().medianMillis()).isEqualTo(60);
    assertThat(FORTY_MEGABYTES.timesAsLong()).isCloseTo(60 / 21.0, within(EXACT));
  }

  @Test
  void processorSecondsAreThoseOfAGigabyte() {
    ProcessorTime direct = FORTY_MEGABYTES.direct().processorsPerGigabyte();
    assertThat(direct.client()).isCloseTo(2.5, within(EXACT));
    assertThat(direct.ingest()).isZero();
    assertThat(direct.store()).isCloseTo(7.5, within(EXACT));
    assertThat(FORTY_MEGABYTES.ingest().processorsPerGigabyte().sum())
        .isCloseTo(37.5, within(EXACT));
    assertThat(FORTY_MEGABYTES.ratioByProcessors()).isCloseTo(10 / 37.5, within(EXACT));
    assertThat(FORTY_MEGABYTES.direct().busyCores()).isCloseTo(2, within(EXACT));
  }

  @ParameterizedTest
  @CsvSource({
    "4000000, 1, 0.91, true",
    "4000000, 8, 0.89, false",
    "16000000, 8, 1.2, true",
    "100000, 1, 0.34, true",
    "100000, 8, 0.33, false"
  })
  void largeUploadsAreHeldToTheirSpeedAndSmallOnesToTheirTime(
      int bytes, int clients, double ratio, boolean reached) {
    Comparison comparison = comparison(new Load(bytes, clients), ratio);

    assertThat(comparison.goal().map(Comparison.Goal::reached)).contains(reached);
  }

  @Test
  void nothingIsAimedAtForManyClients() {
    assertThat(comparison(new Load(4_000_000, 64), 0.1).goal()).isEmpty();
  }

  /** One round of one upload in a second, and in that many times a second through ingest. */
  private static Comparison comparison(Load load, double ratio) {
    return new Comparison(
        load,
        List.of(
            new Comparison.Round(
                turn(load.bytes(), 1, List.of(1_000.0), HALF_A_SECOND_EACH),
                turn(load.bytes(), 1 / ratio, List.of(1_000 / ratio), HALF_A_SECOND_EACH))));
  }
}
