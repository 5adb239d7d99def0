package io.nightjar.thumbnail.subject;

import java.util.Comparator;

/**
 * How good a frame is for showing what its recording is about; an earlier component outweighs all
 * later ones.
 *
 * @param scene whether it shows a scene at all
 * @param withoutZeros whether it has no impossible pixels
 * @param subject whether something moves in it
 * @param undisturbed whether no flat-field correction was near
 * @param score how far what it shows stands out, in counts
 */
record Rank(boolean scene, boolean withoutZeros, boolean subject, boolean undisturbed, double score)
    implements Comparable<Rank> {

  private static final Comparator<Rank> ORDER =
      Comparator.comparing(Rank::scene)
          .thenComparing(Rank::withoutZeros)
          .thenComparing(Rank::subject)
          .thenComparing(Rank::undisturbed)
          .thenComparing(Rank::score);

  @Override
  public int compareTo(Rank other) {
    return ORDER.compare(this, other);
  }
}
