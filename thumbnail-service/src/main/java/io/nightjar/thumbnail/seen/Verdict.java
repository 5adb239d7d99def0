package io.nightjar.thumbnail.seen;

/**
 * What a classifier takes a track for.
 *
 * @param label in its words: of several the one that it is surest of
 * @param confidence 0…1: how sure it is of that
 * @param animal whether the label names an animal, and not that there is none
 */
public record Verdict(String label, double confidence, boolean animal) {

  /** From here on a classifier is taken to be sure. */
  private static final double SURE = 0.5;

  /** Whether it is an animal more likely than not. */
  public boolean surelyAnimal() {
    return animal && confidence >= SURE;
  }
}
