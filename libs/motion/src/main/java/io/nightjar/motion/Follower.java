package io.nightjar.motion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows one thing: an alpha-beta filter of the middle and the size of its box, which predicts
 * that it goes on as it went. Times are in frames of nine a second. Not thread-safe.
 */
final class Follower {

  /** How much of what a position is off is believed, and how much of it is a change of speed. */
  private static final double ALPHA = 0.6;

  private static final double BETA = 0.2;
  private static final double SHAPE = 2.5;
  private static final int PART_AGE = 45;
  private static final double SIZE_GAIN = 0.3;

  /** What is not seen slows down. */
  private static final double UNSEEN_KEEPS = 0.93;

  private final int id;
  private final boolean warm;
  private final Optional<Follower> origin;
  private final Evidence evidence = new Evidence();
  private final List<Position> positions = new ArrayList<>();
  private double x;
  private double y;
  private double speedX;
  private double speedY;
  private double width;
  private double height;
  private double mass;
  private double largest;
  private double largestMass;
  private int missed;
  private double unseenFrames;
  private int still;
  private int ghostly;

  /**
   * Begins with a region.
   *
   * @param origin what it may be a part of, that is partly hidden
   */
  Follower(int id, int frame, Region region, int noise, Optional<Follower> origin) {
    this.id = id;
    this.origin = origin;
    this.warm = region.warm();
    this.x = region.middleX();
    this.y = region.middleY();
    this.width = region.box().width();
    this.height = region.box().height();
    this.mass = region.mass();
    evidence.add(this, region, noise);
    record(frame, region.box(), region.mass(), region.centroidX(), region.centroidY());
  }

  /** Moves on by so many frames. */
  void predict(double frames) {
    x += speedX * frames;
    y += speedY * frames;
    unseenFrames += frames;
    evidence.passFrame();
  }

  /** Is seen alone in a region. */
  void see(int frame, Region region, int noise, double frames) {
    correct(region.middleX() - x, region.middleY() - y, frames);
    width += SIZE_GAIN * (region.box().width() - width);
    height += SIZE_GAIN * (region.box().height() - height);
    largest = Math.max(largest, Math.max(width, height));
    mass += SIZE_GAIN * (region.mass() - mass);
    largestMass = Math.max(largestMass, mass);
    seen(region, noise);
    record(frame, region.box(), region.mass(), region.centroidX(), region.centroidY());
  }

  private void correct(double offX, double offY, double frames) {
    // The second sighting tells the speed, the later ones correct it.
    double gain = evidence.seen() == 1 ? 0.7 : evidence.seen() < 5 ? 2 * BETA : BETA;
    x += ALPHA * offX;
    y += ALPHA * offY;
    speedX += gain * offX / Math.max(1, frames);
    speedY += gain * offY / Math.max(1, frames);
  }

  /** Is one of several in a region: stays where it is expected, as far as that is inside. */
  void seeShared(int frame, Region region, int noise) {
    Box box = region.box();
    x = within(x, width, box.left(), box.right());
    y = within(y, height, box.top(), box.bottom());
    seen(region, noise);
    record(frame, clipped(box), (long) Math.min(mass, (double) region.mass()), x - 0.5, y - 0.5);
  }

  private void seen(Region region, int noise) {
    missed = 0;
    unseenFrames = 0;
    evidence.add(this, region, noise);
    still = Math.hypot(speedX, speedY) < 0.15 ? still + 1 : 0;
  }

  private static double within(double middle, double size, double from, double to) {
    double half = Math.min(size, to - from) / 2;
    return Math.max(from + half, Math.min(to - half, middle));
  }

  private Box clipped(Box to) {
    Box own = box();
    Box inside =
        new Box(
            Math.max(own.left(), to.left()),
            Math.max(own.top(), to.top()),
            Math.min(own.right(), to.right()),
            Math.min(own.bottom(), to.bottom()));
    return inside.width() > 0 && inside.height() > 0 ? inside : to;
  }

  private void record(int frame, Box box, long sixteenths, double centroidX, double centroidY) {
    positions.add(
        new Position(
            frame,
            box.left(),
            box.top(),
            box.width(),
            box.height(),
            sixteenths / Background.SCALE,
            (float) centroidX,
            (float) centroidY));
  }

  /** Is not seen in a frame. */
  void miss() {
    missed++;
    speedX *= UNSEEN_KEEPS;
    speedY *= UNSEEN_KEEPS;
  }

  /**
   * Goes on as another one, which turned out to be the same: it has come out on the other side of a
   * tree, while its tail was still on this side.
   */
  void takeOver(Follower other) {
    x = other.x;
    y = other.y;
    speedX = other.speedX;
    speedY = other.speedY;
    width = other.width;
    height = other.height;
    mass = other.mass;
    missed = other.missed;
    unseenFrames = other.unseenFrames;
    evidence.takeOver(other.evidence);
    for (Position position : other.positions) {
      int at = positions.size();
      while (at > 0 && positions.get(at - 1).frame() > position.frame()) {
        at--;
      }
      if (at > 0 && positions.get(at - 1).frame() == position.frame()) {
        positions.set(at - 1, positions.get(at - 1).with(position));
      } else {
        positions.add(at, position);
      }
    }
  }

  /** Where it is expected. */
  Box box() {
    int left = (int) Math.round(x - width / 2);
    int top = (int) Math.round(y - height / 2);
    return new Box(
        left,
        top,
        left + Math.max(1, (int) Math.round(width)),
        top + Math.max(1, (int) Math.round(height)));
  }

  /** Whether a box is as wide and high as it is, or up to two and a half times or so little. */
  boolean isShapedAs(Box box) {
    return box.width() < SHAPE * width
        && width < SHAPE * box.width()
        && box.height() < SHAPE * height
        && height < SHAPE * box.height();
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  double width() {
    return width;
  }

  double height() {
    return height;
  }

  double size() {
    return Math.sqrt(width * height);
  }

  /** The longest side it ever had, but for single frames. */
  double largest() {
    return largest;
  }

  /** The largest mass it ever had, but for single frames. */
  double largestMass() {
    return largestMass;
  }

  double speed() {
    return Math.hypot(speedX, speedY);
  }

  double mass() {
    return mass;
  }

  boolean warm() {
    return warm;
  }

  /**
   * Is tested for being a ghost.
   *
   * @return how many times in turn it was one
   */
  int testedAsGhost(boolean isGhost) {
    ghostly = isGhost ? ghostly + 1 : 0;
    return ghostly;
  }

  /** What it may be a part of. */
  Optional<Follower> origin() {
    return origin;
  }

  /** Whether it may be a part of another; what has been beside it for seconds is another one. */
  boolean isPartOf(Follower other) {
    return origin.isPresent() && origin.get() == other && evidence.age() <= PART_AGE;
  }

  int missed() {
    return missed;
  }

  /** How long ago it was seen, beyond a frame. */
  double unseenFrames() {
    return Math.max(0, unseenFrames - 1);
  }

  /** For how many frames it has hardly moved. */
  int still() {
    return still;
  }

  int seen() {
    return evidence.seen();
  }

  int age() {
    return evidence.age();
  }

  double score() {
    return evidence.score();
  }

  /** Whether it behaves as an animal does. */
  boolean confirmed() {
    return score() >= Track.THRESHOLD;
  }

  int positions() {
    return positions.size();
  }

  Position last() {
    return positions.getLast();
  }

  int id() {
    return id;
  }

  Track track() {
    return new Track(id, warm, score(), positions);
  }
}
