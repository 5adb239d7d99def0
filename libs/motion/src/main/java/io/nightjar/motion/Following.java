package io.nightjar.motion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Follows all that moves from frame to frame. Not thread-safe. */
final class Following {

  /** So many frames something may be unseen before it is given up: if it is no animal yet … */
  private static final int PATIENCE = 4;

  /** … and if it is: behind a tree for three seconds. */
  private static final int PATIENCE_WITH_ANIMALS = 27;

  /** From so many frames on something is taken to be where it is expected. */
  private static final int KNOWN = 4;

  /** Parts of one animal are at most so many pixels apart, and half of its size. */
  private static final int PART_NEAR = 12;

  /** What comes out has so much of the animal's mass when it has been seen a few times. */
  private static final double PART_MASS = 0.08;

  private final int frameWidth;
  private final int frameHeight;
  private final TrackLimits limits;
  private final List<Follower> followers = new ArrayList<>();
  private final List<Track> ended = new ArrayList<>();
  private int nextId = 1;

  Following(int frameWidth, int frameHeight, TrackLimits limits) {
    this.frameWidth = frameWidth;
    this.frameHeight = frameHeight;
    this.limits = limits;
  }

  List<Follower> followers() {
    return followers;
  }

  /**
   * Goes on to the next frame.
   *
   * @param regions what stands out in it
   * @param noise standard deviation of its noise, in sixteenths
   * @param frames time since the frame before, in frames of nine a second
   * @param births whether what is new may be something
   */
  void step(int frame, List<Region> regions, int noise, double frames, boolean births) {
    for (Follower follower : followers) {
      follower.predict(frames);
    }
    int[] regionOf = Assignment.assign(followers, regions);
    List<Region> whole = new ArrayList<>(regions);
    int[] owners = owners(regionOf, regions.size());
    uniteParts(regionOf, owners, whole);
    boolean[] shared = share(regionOf, owners, whole);
    for (int i = 0; i < followers.size(); i++) {
      Follower follower = followers.get(i);
      if (regionOf[i] < 0) {
        follower.miss();
      } else if (shared[regionOf[i]]) {
        follower.seeShared(frame, whole.get(regionOf[i]), noise);
      } else {
        follower.see(frame, whole.get(regionOf[i]), noise, frames);
      }
    }
    rejoin();
    endTheLost();
    if (births) {
      begin(frame, regions, owners, noise);
    }
  }

  private static int[] owners(int[] regionOf, int regions) {
    int[] owners = new int[regions];
    Arrays.fill(owners, -1);
    for (int i = 0; i < regionOf.length; i++) {
      if (regionOf[i] >= 0) {
        owners[regionOf[i]] = i;
      }
    }
    return owners;
  }

  /** Adds what nobody owns to what it lies in: a tail, legs behind a branch. */
  private void uniteParts(int[] regionOf, int[] owners, List<Region> whole) {
    for (int part = 0; part < owners.length; part++) {
      if (owners[part] >= 0) {
        continue;
      }
      Region region = whole.get(part);
      for (int i = 0; i < regionOf.length && owners[part] < 0; i++) {
        Follower follower = followers.get(i);
        if (regionOf[i] >= 0
            && follower.seen() >= KNOWN
            && isPart(region, whole.get(regionOf[i]), follower)) {
          whole.set(regionOf[i], united(whole.get(regionOf[i]), region));
          owners[part] = i;
        }
      }
    }
  }

  private boolean isPart(Region part, Region of, Follower follower) {
    int near = (int) Math.min(PART_NEAR, follower.size() / 2);
    Box expected = follower.box().widened(2, frameWidth, frameHeight);
    return part.warm() == of.warm()
        && of.box().widened(near, frameWidth, frameHeight).overlap(part.box()) > 0
        && 2 * expected.overlap(part.box()) > part.box().area();
  }

  private static Region united(Region one, Region other) {
    long mass = one.mass() + other.mass();
    double share = (double) one.mass() / mass;
    return new Region(
        one.box().union(other.box()),
        one.warm(),
        one.area() + other.area(),
        mass,
        Math.max(one.peak(), other.peak()),
        share * one.centroidX() + (1 - share) * other.centroidX(),
        share * one.centroidY() + (1 - share) * other.centroidY(),
        one.foreign() || other.foreign());
  }

  /** Gives animals that have no region a share of another's, if they are expected there. */
  private boolean[] share(int[] regionOf, int[] owners, List<Region> regions) {
    boolean[] shared = new boolean[regions.size()];
    for (int i = 0; i < regionOf.length; i++) {
      Follower follower = followers.get(i);
      if (regionOf[i] >= 0 || !follower.confirmed()) {
        continue;
      }
      for (int r = 0; r < regions.size() && regionOf[i] < 0; r++) {
        if (owners[r] >= 0 && canShare(follower, followers.get(owners[r]), regions.get(r))) {
          regionOf[i] = r;
          shared[r] = true;
        }
      }
    }
    return shared;
  }

  private static boolean canShare(Follower follower, Follower owner, Region region) {
    Box expected = follower.box();
    return owner.confirmed()
        && !follower.isPartOf(owner)
        && !owner.isPartOf(follower)
        && region.warm() == follower.warm()
        && 2 * region.box().overlap(expected) > expected.area();
  }

  private void endTheLost() {
    for (int i = followers.size() - 1; i >= 0; i--) {
      Follower follower = followers.get(i);
      int patience = follower.confirmed() ? PATIENCE_WITH_ANIMALS : PATIENCE;
      boolean gone =
          follower.missed() > 0
              && follower.box().widened(0, frameWidth, frameHeight).area()
                  < follower.box().area() / 3;
      if (follower.missed() > patience
          || (gone && follower.missed() > PATIENCE)
          || follower.positions() >= limits.positions()) {
        end(follower);
      }
    }
  }

  private void begin(int frame, List<Region> regions, int[] owners, int noise) {
    for (int r = 0; r < owners.length && followers.size() < limits.atOnce(); r++) {
      if (owners[r] < 0) {
        Region region = regions.get(r);
        followers.add(new Follower(nextId++, frame, region, noise, origin(region)));
      }
    }
  }

  /** The animal that may come out here from behind something. */
  private Optional<Follower> origin(Region region) {
    for (Follower follower : followers) {
      int near = PART_NEAR + (int) follower.largest();
      Box around = follower.box().widened(near, frameWidth, frameHeight);
      if (follower.seen() >= KNOWN
          && follower.warm() == region.warm()
          && around.overlap(region.box()) > 0) {
        return Optional.of(follower);
      }
    }
    return Optional.empty();
  }

  /** What has vanished, while something that may be a part of it has come, goes on as that. */
  private void rejoin() {
    for (Follower part : List.copyOf(followers)) {
      Follower whole = part.origin().orElse(part);
      if (part.isPartOf(whole)
          && part.missed() == 0
          && part.seen() >= KNOWN - 1
          && part.mass() > PART_MASS * whole.largestMass()
          && whole.missed() > 1
          && followers.contains(whole)) {
        followers.remove(part);
        whole.takeOver(part);
      }
    }
  }

  /** Stops following something; what was found of it is kept. */
  void end(Follower follower) {
    followers.remove(follower);
    if (follower.score() == 0) {
      return;
    }
    ended.add(follower.track());
    if (ended.size() > limits.kept()) {
      ended.remove(worst());
    }
  }

  private Track worst() {
    return ended.stream().min(Comparator.comparingDouble(Track::score)).orElseThrow();
  }

  /** Stops following all, and returns what was found, in the order in which it appeared. */
  List<Track> finish() {
    while (!followers.isEmpty()) {
      end(followers.getLast());
    }
    return ended.stream().sorted(Comparator.comparingInt(Track::id)).toList();
  }
}
