package io.nightjar.motion;

/**
 * What speaks for an animal: it is seen for a second and more, in most frames, far beyond noise,
 * and at some time it went somewhere on a way that is rather straight. Leaves come back to where
 * they were, noise comes and goes, what is part of the scene stays. Not thread-safe.
 */
final class Evidence {

  /** Frames in which it is seen, until that says no more. */
  private static final double FRAMES = 12;

  /** How far it has to get: pixels, and shares of its own size. */
  private static final double PIXELS = 10;

  private static final double SIZES = 0.8;

  /** One that fills a quarter of the picture can't get so far. */
  private static final double MOST_PIXELS = 24;

  /** A step of more than half of its size is a leap. */
  private static final double LEAP = 0.5;

  /** Where it is now is compared with where it was so many sightings ago, or at first. */
  private static final int WINDOW = 27;

  private static final int LONG_WINDOW = 81;

  /** Of the way it took, the distance is so much: to and fro … */
  private static final double WANDERING = 0.25;

  /** … and straight enough. */
  private static final double STRAIGHT = 0.5;

  /** How far its peak is above noise, in standard deviations: so far says nothing yet … */
  private static final double FAINT = 6;

  /** … and from here on nothing more. */
  private static final double CLEAR = 24;

  /** In so many of the frames in which it is seen it has to be nothing that the scene shows. */
  private static final double FOREIGN = 0.5;

  /** The first positions are uncertain. */
  private static final int UNCERTAIN = 3;

  // The last sightings, in turn.
  private final double[] x = new double[LONG_WINDOW + 1];
  private final double[] y = new double[LONG_WINDOW + 1];
  private final double[] width = new double[LONG_WINDOW + 1];
  private final double[] height = new double[LONG_WINDOW + 1];
  private final double[] way = new double[LONG_WINDOW + 1];

  private int seen;
  private int foreign;
  private int age = 1;
  private int ageWhenSeen = 1;
  private double clarity;
  private double size;
  private double travel;

  void passFrame() {
    age++;
  }

  void add(Follower at, Region region, int noise) {
    seen++;
    ageWhenSeen = age;
    foreign += region.foreign() ? 1 : 0;
    clarity += ((double) region.peak() / Math.max(1, noise) - clarity) / seen;
    size += (at.size() - size) / Math.min(seen, 20);
    int here = seen % x.length;
    int before = (seen - 1) % x.length;
    x[here] = at.x();
    y[here] = at.y();
    width[here] = at.width();
    height[here] = at.height();
    way[here] = seen == 1 ? 0 : way[before] + Math.hypot(x[here] - x[before], y[here] - y[before]);
    if (seen > UNCERTAIN) {
      travel = Math.max(travel, travelSince(Math.max(UNCERTAIN, seen - WINDOW)));
      travel = Math.max(travel, travelSince(Math.max(UNCERTAIN, seen - LONG_WINDOW)));
    }
  }

  /** How far it got on a straight way, in parts of what it has to. */
  private double travelSince(int sighting) {
    int here = seen % x.length;
    int then = sighting % x.length;
    double across = moved(x[here] - x[then], width[here] - width[then]);
    double down = moved(y[here] - y[then], height[here] - height[then]);
    double distance = Math.max(0, Math.hypot(across, down) - leaps(sighting));
    double straight = distance / Math.max(1e-6, way[here] - way[then]);
    return Math.clamp((straight - WANDERING) / (STRAIGHT - WANDERING), 0, 1)
        * Math.min(1, distance / Math.clamp(SIZES * size, PIXELS, MOST_PIXELS));
  }

  /** The two largest leaps since then: from one clump of grass that moves to the next. */
  private double leaps(int sighting) {
    double largest = 0;
    double second = 0;
    for (int i = sighting + 1; i <= seen; i++) {
      double step = way[i % x.length] - way[(i - 1) % x.length];
      if (step > LEAP * size) {
        second = Math.max(second, Math.min(largest, step));
        largest = Math.max(largest, step);
      }
    }
    return largest + second;
  }

  /** What swells, shrinks or is cut off moves its middle by half of what it gains or loses. */
  private static double moved(double middle, double side) {
    return Math.max(0, Math.abs(middle) - Math.abs(side) / 2);
  }

  /** Takes over what speaks for something that turned out to be the same. */
  void takeOver(Evidence other) {
    seen += other.seen;
    foreign += other.foreign;
    ageWhenSeen = age;
    travel = Math.max(travel, other.travel);
    // Where it was is not where the other was, so a new way begins.
    for (int i = 0; i < x.length; i++) {
      x[i] = other.x[other.seen % x.length];
      y[i] = other.y[other.seen % x.length];
      width[i] = other.width[other.seen % x.length];
      height[i] = other.height[other.seen % x.length];
      way[i] = 0;
    }
  }

  int seen() {
    return seen;
  }

  int age() {
    return age;
  }

  double score() {
    double persistence = Math.min(1, seen / FRAMES) * Math.min(1, (double) seen / ageWhenSeen);
    return persistence
        * travel
        * Math.clamp((clarity - FAINT) / (CLEAR - FAINT), 0, 1)
        * Math.min(1, foreign / (FOREIGN * seen));
  }
}
