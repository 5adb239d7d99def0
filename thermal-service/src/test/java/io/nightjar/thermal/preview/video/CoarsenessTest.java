package io.nightjar.thermal.preview.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarsenessTest {

  /** Two more leave 74 %: 1.3 times too many is one step, 1.4 and 1.8 are two, 2.4 is three. */
  @ParameterizedTest
  @CsvSource({"1.01, 32", "1.3, 32", "1.4, 34", "1.8, 34", "2.4, 36"})
  void theQuantiserRisesAsFarAsIsExpectedToDo(double times, int quantiser) {
    assertThat(Coarseness.of(30).coarser(times)).hasValue(new Coarseness(quantiser, false, 1));
  }

  @Test
  void anOddQuantiserEndsAtTheCoarsest() {
    assertThat(Coarseness.of(39).coarser(1.1)).hasValue(new Coarseness(40, false, 1));
  }

  @Test
  void thenComesHalfTheSizeThenFewerPictures() {
    Coarseness coarsest = new Coarseness(40, false, 1);

    assertThat(coarsest.coarser(2)).hasValue(new Coarseness(40, true, 1));
    assertThat(coarsest.coarser(3)).hasValue(new Coarseness(40, true, 3));
    assertThat(coarsest.coarser(100)).hasValue(new Coarseness(40, true, 9));
  }

  @Test
  void whatWasConfiguredCoarserIsNotMadeFiner() {
    assertThat(Coarseness.of(45).coarser(2)).hasValue(new Coarseness(45, true, 1));
  }

  @Test
  void afterTheLastThereIsNone() {
    assertThat(new Coarseness(40, true, 9).coarser(1.1)).isEmpty();
  }
}
