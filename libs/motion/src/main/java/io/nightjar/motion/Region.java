package io.nightjar.motion;

/**
 * Connected pixels that differ from the background in one direction.
 *
 * @param box the smallest that holds those that stand out by a fifth of the peak or more
 * @param warm whether they are warmer
 * @param area how many pixels
 * @param mass sum of their differences, in sixteenths of a count
 * @param peak the largest difference, in sixteenths of a count
 * @param centroidX column of the centre of mass
 * @param centroidY row of the centre of mass
 * @param foreign whether its peak is nothing that the scene shows nearby, see {@link
 *     Background#isForeign}
 */
record Region(
    Box box,
    boolean warm,
    int area,
    long mass,
    int peak,
    double centroidX,
    double centroidY,
    boolean foreign) {

  double middleX() {
    return (box.left() + box.right()) / 2.0;
  }

  double middleY() {
    return (box.top() + box.bottom()) / 2.0;
  }
}
