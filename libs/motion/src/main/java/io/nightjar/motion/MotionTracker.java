package io.nightjar.motion;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds what moves in a thermal recording and follows it, in one pass, frame by frame, without
 * learning from examples. Holds what {@link #heapBytes} says at most. Not thread-safe.
 *
 * {@snippet :
 * MotionTracker tracker = new MotionTracker(frame.width(), frame.height(), TrackLimits.DEFAULT);
 * while (reader.read(frame)) {
 *   tracker.look(frame.pixels(), millis, sinceCorrection);
 * }
 * List<Track> animals =
 *     tracker.finish().stream().filter(track -> track.score() >= Track.THRESHOLD).toList();
 * }
 */
public final class MotionTracker {

  /** For {@link #look}: the camera does not tell when its last flat-field correction was. */
  public static final long UNKNOWN = -1;

  private static final double MILLIS_PER_FRAME = 1000.0 / 9;
  private static final int LONGEST_GAP = 20;

  /** Pixels stand out from so many deviations of the smoothed noise on, and so many counts … */
  private static final int LOW_DEVIATIONS = 5;

  private static final int LOW_COUNTS = 5;

  /** … and the warmest pixel of an animal by so many. */
  private static final int HIGH_DEVIATIONS = 8;

  private static final int HIGH_COUNTS = 10;

  /** The background under what may be an animal waits for so many frames … */
  private static final int DOUBT = 27;

  /** … and what has got nowhere after so many is part of the scene. */
  private static final int SCENE = 90;

  /** An animal may sit still for a minute before it becomes part of the scene. */
  private static final int STILL = 540;

  private static final int HOLD_MARGIN = 2;
  private static final int GHOST_MARGIN = 3;

  /** A ghost does not move, or hardly. */
  private static final double GHOST_SPEED = 0.5;

  /** An animal half behind a trunk looks like one for a moment. */
  private static final int GHOST_FRAMES = 3;

  private static final long BYTES_PER_PIXEL = 20;
  private static final long TABLE_BYTES = 512 << 10;
  private static final long BYTES_PER_POSITION = 56;
  private static final long BYTES_PER_TRACK = 4 << 10;

  private final int width;
  private final int height;
  private final Background background;
  private final NoiseGauge gauge;
  private final RegionFinder finder;
  private final StartingScene start;
  private final Following following;
  private final SceneState scene = new SceneState();
  private long lastMillis;
  private int frame;

  /**
   * For frames of one size.
   *
   * @throws IllegalArgumentException if a side is less than 1, or there are too many pixels for an
   *     array
   */
  public MotionTracker(int width, int height, TrackLimits limits) {
    if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE / 8) {
      throw new IllegalArgumentException("no frame has " + width + " × " + height + " pixels");
    }
    this.width = width;
    this.height = height;
    this.background = new Background(width, height);
    this.gauge = new NoiseGauge(width, height);
    this.finder = new RegionFinder(width, height);
    this.start = new StartingScene(width, height);
    this.following = new Following(width, height, limits);
  }

  /**
   * Returns an upper bound of the heap that one takes, in bytes: 20 for each pixel of a frame, 512
   * KiB for tables, and 56 for each position of every track that the limits allow, the list of the
   * positions included, or fewer where there are not as many frames.
   *
   * @param frames the most frames that it will look at
   */
  public static long heapBytes(int width, int height, TrackLimits limits, int frames) {
    long tracks = (long) limits.atOnce() + limits.kept();
    return BYTES_PER_PIXEL * width * height + TABLE_BYTES + tracks * trackBytes(limits, frames);
  }

  /** An upper bound of what one track takes in a recording of so many frames. */
  static long trackBytes(TrackLimits limits, int frames) {
    return Math.min(limits.positions(), frames) * BYTES_PER_POSITION + BYTES_PER_TRACK;
  }

  /**
   * Looks at the next frame. Background frames that cameras make are not to be given: many show
   * another scene.
   *
   * @param pixels row by row, unsigned 16 bit; not kept and not changed
   * @param millis when it was taken, by any clock that goes on
   * @param sinceCorrection milliseconds since the last flat-field correction, or {@link #UNKNOWN}
   * @throws IllegalArgumentException if there are not as many pixels as a frame has
   */
  public void look(short[] pixels, long millis, long sinceCorrection) {
    if (pixels.length != width * height) {
      throw new IllegalArgumentException("a frame has " + width * height + " pixels");
    }
    if (frame == 0) {
      start.learn(pixels, background, finder, gauge);
      lastMillis = millis;
    }
    background.compare(pixels, gauge.offset(pixels, background.levels()));
    int deviation = gauge.deviation(background.smooth());
    SceneState.Kind kind = scene.judge(deviation, sinceCorrection);
    follow(pixels, kind, (int) Math.max(deviation, scene.noise()), frames(millis));
    learn(kind);
    frame++;
  }

  private double frames(long millis) {
    double frames = (millis - lastMillis) / MILLIS_PER_FRAME;
    lastMillis = millis;
    return frames > 0 ? Math.min(LONGEST_GAP, frames) : 1;
  }

  private void follow(short[] pixels, SceneState.Kind kind, int noise, double frames) {
    int low = Math.max(LOW_DEVIATIONS * noise, LOW_COUNTS * Background.SCALE);
    int high = Math.max(HIGH_DEVIATIONS * noise, HIGH_COUNTS * Background.SCALE);
    List<Region> regions = finder.find(background, low, high);
    following.step(frame, regions, noise, frames, kind != SceneState.Kind.DISTURBED);
    absorbGhosts(pixels);
  }

  private void absorbGhosts(short[] pixels) {
    for (Follower follower : List.copyOf(following.followers())) {
      if (follower.missed() == 0 && isScene(follower, pixels)) {
        background.absorb(widened(follower, GHOST_MARGIN));
        following.end(follower);
      }
    }
  }

  private boolean isScene(Follower follower, short[] pixels) {
    if (!follower.confirmed() && follower.age() > SCENE) {
      return true;
    }
    int ghostly = follower.testedAsGhost(isGhost(follower, pixels));
    return ghostly >= (follower.confirmed() ? GHOST_FRAMES : 1);
  }

  private boolean isGhost(Follower follower, short[] pixels) {
    return follower.speed() < GHOST_SPEED
        && GhostCheck.isGhost(
            widened(follower, GHOST_MARGIN),
            width,
            pixels,
            background.levels(),
            background.smooth());
  }

  private Box widened(Follower follower, int margin) {
    Position last = follower.last();
    return new Box(last.x(), last.y(), last.right(), last.bottom()).widened(margin, width, height);
  }

  private void learn(SceneState.Kind kind) {
    if (kind == SceneState.Kind.DISTURBED) {
      return;
    }
    boolean settling = kind != SceneState.Kind.STEADY;
    for (Follower follower : following.followers()) {
      if (follower.confirmed() && follower.still() < STILL) {
        background.hold(widened(follower, HOLD_MARGIN));
      } else if (settling || follower.age() < DOUBT) {
        background.holdLevels(widened(follower, HOLD_MARGIN));
      }
    }
    if (settling) {
      background.settle(kind == SceneState.Kind.CORRECTED ? 0 : scene.frames() - 1);
    } else {
      background.follow();
    }
  }

  /** Returns what is seen in the frame that was looked at last, animals and other things. */
  public List<Sighting> sightings() {
    List<Sighting> sightings = new ArrayList<>();
    for (Follower follower : following.followers()) {
      if (follower.missed() == 0) {
        sightings.add(new Sighting(follower.id(), follower.score(), follower.last()));
      }
    }
    return sightings;
  }

  /**
   * Ends the recording. Not to be used any more afterwards.
   *
   * @return what moved, in the order in which it appeared; what does not reach {@link
   *     Track#THRESHOLD} as well
   */
  public List<Track> finish() {
    return following.finish();
  }
}
