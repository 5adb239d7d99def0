package io.nightjar.thumbnail.seen;

import java.util.Arrays;

/**
 * What each frame of a recording is like, by its number, background frames counted. Filled from the
 * first frame to the last, then asked. Not thread-safe.
 */
public final class FrameFacts {

  /**
   * A frame whose coldest pixel is so many times as far below its mean as usual, and so many counts
   * more, is torn, or noise. Warm pixels tell nothing: an animal may be far warmer than its scene.
   */
  private static final int ODD_TIMES = 3;

  private static final int ODD_COUNTS = 100;

  private static final byte BACKGROUND = 1;
  private static final byte AFFECTED = 2;

  /** 11 bytes, and twice as many while they are copied into arrays half as long again. */
  private static final int HEAP_PER_FRAME = 28;

  private static final int FIRST_CAPACITY = 1024;

  private char[] minimum = new char[FIRST_CAPACITY];
  private char[] maximum = new char[FIRST_CAPACITY];
  private float[] mean = new float[FIRST_CAPACITY];
  private byte[] marks = new byte[FIRST_CAPACITY];
  private int frames;
  private int shown;
  private float usualDepth = -1;
  private float usualLeap = -1;

  /** Returns the heap that so many frames take at most, in bytes. */
  public static long heapBytes(long frames) {
    return HEAP_PER_FRAME * (frames + FIRST_CAPACITY);
  }

  /**
   * Adds the next frame.
   *
   * @param least smallest pixel, 0…65535
   * @param most largest pixel, 0…65535
   * @param average of its pixels
   * @param background whether it is a background frame
   * @param affected whether it was taken soon after a flat-field correction
   */
  public void add(int least, int most, double average, boolean background, boolean affected) {
    if (frames == marks.length) {
      int capacity = frames + frames / 2;
      minimum = Arrays.copyOf(minimum, capacity);
      maximum = Arrays.copyOf(maximum, capacity);
      mean = Arrays.copyOf(mean, capacity);
      marks = Arrays.copyOf(marks, capacity);
    }
    minimum[frames] = (char) least;
    maximum[frames] = (char) most;
    mean[frames] = (float) average;
    marks[frames] = (byte) ((background ? BACKGROUND : 0) | (affected ? AFFECTED : 0));
    shown += background ? 0 : 1;
    usualDepth = -1;
    usualLeap = -1;
    frames++;
  }

  /** Adds the next frame by its pixels, unsigned. */
  public void add(short[] pixels, boolean background, boolean affected) {
    int least = 0xffff;
    int most = 0;
    long sum = 0;
    for (short pixel : pixels) {
      int value = pixel & 0xffff;
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    add(least, most, (double) sum / pixels.length, background, affected);
  }

  /** Returns how many frames there are. */
  public int size() {
    return frames;
  }

  /** Returns how many there are without background frames. */
  public int shown() {
    return shown;
  }

  /** Whether a frame is a background frame, made by the camera, and often of an earlier scene. */
  public boolean background(int frame) {
    return (marks[frame] & BACKGROUND) != 0;
  }

  /** Whether a frame was taken soon after a flat-field correction. */
  public boolean affected(int frame) {
    return (marks[frame] & AFFECTED) != 0;
  }

  /**
   * Whether a frame is not to be trusted: a pixel is 0, which comes from dead pixels and lost
   * synchronisation only, or some are far colder than those of most frames.
   */
  public boolean odd(int frame) {
    return minimum[frame] == 0 || depth(frame) > ODD_TIMES * usualDepth() + ODD_COUNTS;
  }

  /** Returns by how much the warmest pixel of a frame is above its mean, in counts. */
  public float warmth(int frame) {
    return maximum[frame] - mean[frame];
  }

  /**
   * Whether a frame's warmest and coldest pixels are no further from those of the frame before than
   * in most frames. Where a sensor fails, or a picture is torn, they leap.
   */
  public boolean steady(int frame) {
    return leap(frame) <= usualLeap();
  }

  private float leap(int frame) {
    int before = Math.max(0, frame - 1);
    while (before > 0 && background(before)) {
      before--;
    }
    return background(before)
        ? 0
        : Math.abs(warmth(frame) - warmth(before)) + Math.abs(depth(frame) - depth(before));
  }

  private float usualLeap() {
    if (usualLeap < 0) {
      usualLeap = median(this::leap);
    }
    return usualLeap;
  }

  private float depth(int frame) {
    return mean[frame] - minimum[frame];
  }

  private float usualDepth() {
    if (usualDepth < 0) {
      usualDepth = median(this::depth);
    }
    return usualDepth;
  }

  @FunctionalInterface
  private interface Measure {
    float of(int frame);
  }

  /** The median of the frames that are no background frames; 0 if there are none. */
  private float median(Measure measure) {
    float[] values = new float[shown];
    int count = 0;
    for (int frame = 0; frame < frames; frame++) {
      if (!background(frame)) {
        values[count++] = measure.of(frame);
      }
    }
    Arrays.sort(values);
    return count == 0 ? 0 : values[count / 2];
  }
}
