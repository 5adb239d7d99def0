package io.nightjar.thumbnail.seen;

import java.util.Arrays;

/**
 * What each frame of a recording is like, by its number, background frames counted. Filled from the
 * first frame to the last, then asked. Not thread-safe.
 */
public final class FrameFacts {

  /** A frame whose counts lie in a range so many times the usual one is torn, or noise. */
  private static final int ODD_RANGE = 3;

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
  private int usualRange = -1;

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
    usualRange = -1;
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
   * synchronisation only, or its counts range much wider than those of most frames.
   */
  public boolean odd(int frame) {
    return minimum[frame] == 0 || range(frame) > ODD_RANGE * usualRange();
  }

  /** Returns by how much the warmest pixel of a frame is above its mean, in counts. */
  public double warmth(int frame) {
    return maximum[frame] - mean[frame];
  }

  private int range(int frame) {
    return maximum[frame] - minimum[frame];
  }

  /** The median of the frames that are no background, at least 1. */
  private int usualRange() {
    if (usualRange < 0) {
      int[] ranges = new int[shown];
      int count = 0;
      for (int frame = 0; frame < frames; frame++) {
        if (!background(frame)) {
          ranges[count++] = range(frame);
        }
      }
      Arrays.sort(ranges);
      usualRange = Math.max(1, count == 0 ? 1 : ranges[count / 2]);
    }
    return usualRange;
  }
}
