package io.nightjar.bench.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells when turns no longer get cheaper: when the last few cost at least nearly as much as as many
 * before them.
 */
public final class Steadiness {
  private static final int FEW = 4;
  private static final double NEARLY = 0.95;

  private final Deque<Double> costs = new ArrayDeque<>(2 * FEW);

  /**
   * Takes the cost of a further turn.
   *
   * @param cost in any unit, above 0
   * @return whether turns are steady now
   */
  public boolean after(double cost) {
    if (costs.size() == 2 * FEW) {
      costs.removeFirst();
    }
    costs.addLast(cost);
    return costs.size() == 2 * FEW && last() >= NEARLY * before();
  }

  private double before() {
    return costs.stream().limit(FEW).mapToDouble(cost -> cost).sum();
  }

  private double last() {
    return costs.stream().skip(FEW).mapToDouble(cost -> cost).sum();
  }
}
