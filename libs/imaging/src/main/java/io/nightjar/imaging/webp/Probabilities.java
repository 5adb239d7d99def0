package io.nightjar.imaging.webp;

/** Which probabilities a frame changes, for its own tokens, and what it has then. */
final class Probabilities implements Tokens.Sink {
  private static final int CERTAIN = 256;

  /** What a bit costs that has so many of 256 chances, in 256ths of a bit. */
  private static final int[] COST = new int[CERTAIN + 1];

  private static final int LITERAL_COST = 8 * 256;

  static {
    for (int chances = 1; chances <= CERTAIN; chances++) {
      // StrictMath gives the same on every machine.
      COST[chances] =
          (int) StrictMath.round(-256 * StrictMath.log(chances / 256.0) / StrictMath.log(2));
    }
  }

  private final int[] zeros = new int[Tables.PROBABILITIES.length];
  private final int[] ones = new int[Tables.PROBABILITIES.length];

  /** Counts. */
  @Override
  public void token(int place, boolean bit) {
    if (bit) {
      ones[place]++;
    } else {
      zeros[place]++;
    }
  }

  @Override
  public void fixed(int probability, boolean bit) {
    // Costs the same in any case.
  }

  /** Writes those that are worth a change; returns all, as they are then. */
  int[] write(BooleanEncoder header) {
    int[] chosen = Tables.PROBABILITIES.clone();
    for (int i = 0; i < chosen.length; i++) {
      int own = share(zeros[i], zeros[i] + ones[i]);
      int update = Tables.UPDATES[i];
      long kept = cost(i, chosen[i]) + COST[update];
      long changed = cost(i, own) + COST[CERTAIN - update] + LITERAL_COST;
      header.write(update, changed < kept);
      if (changed < kept) {
        header.literal(own, Byte.SIZE);
        chosen[i] = own;
      }
    }
    return chosen;
  }

  /** In 256ths, 1…255. */
  static int share(int part, int all) {
    return all == 0 ? 255 : Math.clamp((256L * part + all / 2) / all, 1, 255);
  }

  private long cost(int i, int probability) {
    return (long) zeros[i] * COST[probability] + (long) ones[i] * COST[CERTAIN - probability];
  }
}
