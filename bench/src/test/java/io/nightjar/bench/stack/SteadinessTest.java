package io.nightjar.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SteadinessTest {
  private final Steadiness steadiness = new Steadiness();

  @Test
  void fewTurnsTellNothing() {
    assertThat(steady(5, 5, 5, 5, 5, 5, 5)).isFalse();
  }

  @Test
  void turnsThatCostTheSameAreSteady() {
    assertThat(steady(5, 5, 5, 5, 5, 5, 5, 5)).isTrue();
  }

  /** 4 × 9.4 is less than 0.95 · 4 × 10. */
  @Test
  void turnsThatStillGetCheaperAreNot() {
    assertThat(steady(10, 10, 10, 10, 9.4, 9.4, 9.4, 9.4)).isFalse();
  }

  @Test
  void whatWasBeforeTheLastEightIsOfNoAccount() {
    assertThat(steady(90, 70, 50, 10, 10, 10, 10, 10, 10, 9.8, 10)).isTrue();
  }

  /** Whether it is after the last of these turns. */
  private boolean steady(double... costs) {
    boolean steady = false;
    for (double cost : costs) {
      steady = steadiness.after(cost);
    }
    return steady;
  }
}
