package io.nightjar.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Decides which region is whose: the nearest pairs first, within a gate. */
final class Assignment {

  private static final double GATE_PIXELS = 5;
  private static final double GATE_SIZES = 0.5;
  private static final double GATE_SPEEDS = 0.5;

  /** What may come of turning and running while it was not seen: so many pixels a frame. */
  private static final double GATE_UNSEEN = 1.5;

  private static final int GATE_MOST_UNSEEN = 20;

  /** What a tenfold difference in mass counts, in gates. */
  private static final double MASS_WEIGHT = 0.5;

  private static final int YOUNG = 5;

  /** Nothing grows or shrinks by so much from one frame to the next, as a power of ten. */
  private static final double MASS_LIMIT = 1.2;

  private Assignment() {}

  /** An animal that sets off runs out of its gate; then the nearest in one so much wider is it. */
  private static final int RUNNING = 3;

  private static final double RUNNING_MASS_LIMIT = 0.7;

  /** Who chooses first. */
  private enum Turn {
    ANIMALS,
    OTHERS,
    RUNNING_ANIMALS
  }

  private record Pair(int follower, int region, double cost) {}

  /** Returns for each follower its region, or −1. */
  static int[] assign(List<Follower> followers, List<Region> regions) {
    int[] regionOf = new int[followers.size()];
    Arrays.fill(regionOf, -1);
    boolean[] taken = new boolean[regions.size()];
    for (Turn turn : Turn.values()) {
      assign(followers, regions, regionOf, taken, turn);
    }
    return regionOf;
  }

  private static void assign(
      List<Follower> followers, List<Region> regions, int[] regionOf, boolean[] taken, Turn turn) {
    boolean running = turn == Turn.RUNNING_ANIMALS;
    List<Pair> pairs = new ArrayList<>();
    for (int f = 0; f < followers.size(); f++) {
      if (regionOf[f] >= 0 || followers.get(f).confirmed() == (turn == Turn.OTHERS)) {
        continue;
      }
      for (int r = 0; r < regions.size(); r++) {
        double cost = taken[r] ? 1 : cost(followers.get(f), regions.get(r), running);
        if (cost < 1) {
          pairs.add(new Pair(f, r, cost));
        }
      }
    }
    pairs.sort(Comparator.comparingDouble(Pair::cost));
    for (Pair pair : pairs) {
      if (regionOf[pair.follower()] < 0 && !taken[pair.region()]) {
        regionOf[pair.follower()] = pair.region();
        taken[pair.region()] = true;
      }
    }
  }

  /** Less than 1 if the region may be it; the less, the likelier. */
  private static double cost(Follower follower, Region region, boolean running) {
    if (follower.warm() != region.warm() || (running && !follower.isShapedAs(region.box()))) {
      return 1;
    }
    double far =
        Math.hypot(region.middleX() - follower.x(), region.middleY() - follower.y())
            / (gate(follower) * (running ? RUNNING : 1));
    double masses = Math.abs(Math.log10(region.mass() / follower.mass()));
    // Young ones come in at the picture's edge, piece by piece.
    double limit = running ? RUNNING_MASS_LIMIT : follower.seen() > YOUNG ? MASS_LIMIT : 9;
    return far >= 1 || masses > limit ? 1 : (far + MASS_WEIGHT * masses) / (1 + 9 * MASS_WEIGHT);
  }

  private static double gate(Follower follower) {
    return GATE_PIXELS
        + GATE_SIZES * follower.size()
        + GATE_SPEEDS * follower.speed()
        + GATE_UNSEEN * Math.min(follower.unseenFrames(), GATE_MOST_UNSEEN);
  }
}
