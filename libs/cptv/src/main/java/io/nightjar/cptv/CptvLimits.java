package io.nightjar.cptv;

/**
 * What a reader accepts before it gives up. Memory follows the size of one frame, never the length
 * of a recording.
 *
 * @param maxInflatedBytes most bytes after decompression, over the whole recording
 * @param maxFrames most frames, background frames included
 * @param maxSide most pixels in a row or a column, 1…65535
 * @param maxPixels most pixels in a frame
 * @param maxTotalPixels most pixels in all frames together, background frames included: what the
 *     work on a recording goes by. A file of a few hundred kilobytes may hold more than a camera
 *     records in a year
 */
public record CptvLimits(
    long maxInflatedBytes, int maxFrames, int maxSide, int maxPixels, long maxTotalPixels) {

  /**
   * 4 GiB inflated, 1,000,000 frames, 4096 pixels a side, 4 Mi pixels a frame, 4 Gi pixels in all:
   * seven hours of 160×120 pixels at nine frames a second.
   */
  public static final CptvLimits DEFAULT =
      new CptvLimits(4L << 30, 1_000_000, 4096, 1 << 22, 4L << 30);

  /** Checks that every limit is positive. */
  public CptvLimits {
    if (maxInflatedBytes < 1
        || maxFrames < 1
        || maxSide < 1
        || maxPixels < 1
        || maxTotalPixels < 1) {
      throw new IllegalArgumentException("a limit is at least 1");
    }
    if (maxSide > 65_535 || maxPixels > 1 << 26) {
      throw new IllegalArgumentException("at most 65535 pixels a side and 64 Mi pixels a frame");
    }
  }
}
