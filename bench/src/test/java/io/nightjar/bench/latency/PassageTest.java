package io.nightjar.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassageTest {
  /** By the nearest rank, ⌈0.95 · 20⌉ = 19 and ⌈0.5 · 20⌉ = 10 of 20. */
  @Test
  void aPercentileIsATimeThatWasMeasured() {
    List<Passage> passages =
        IntStream.rangeClosed(1, 20).mapToObj(n -> new Passage(1, 2, 21 - n)).toList();

    assertThat(Passage.Step.WHOLE.percentile(0.95, passages)).isEqualTo(19);
    assertThat(Passage.Step.WHOLE.percentile(0.5, passages)).isEqualTo(10);
  }

  @Test
  void eachStepBeginsWhereTheOneBeforeEnded() {
    List<Passage> passages = List.of(new Passage(5, 65, 105));

    assertThat(List.of(Passage.Step.values()).stream().map(step -> step.percentile(0.95, passages)))
        .containsExactly(5.0, 60.0, 40.0, 105.0);
  }
}
