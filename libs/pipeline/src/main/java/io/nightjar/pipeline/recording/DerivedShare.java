package io.nightjar.pipeline.recording;

/**
 * How many bytes all that is made of a thermal recording without asking may take together. What
 * describes it takes what it takes; thumbnails have a part of their own, as they are made while the
 * preview is; the preview has what is left.
 *
 * @param percent of the recording's bytes for all, 1 … 100
 * @param leastBytes for all, of recordings whose share would be less: documents of a few kilobytes
 *     do not shrink with them
 * @param thumbnailPercent of the recording's bytes for its thumbnails, below {@code percent}
 * @param leastThumbnailBytes for its thumbnails, likewise, below {@code leastBytes}
 */
public record DerivedShare(
    int percent, int leastBytes, int thumbnailPercent, int leastThumbnailBytes) {

  /** A quarter; 60 kB of recordings below 240 kB. */
  public static final DerivedShare DEFAULT = new DerivedShare(25, 60_000, 6, 30_000);

  /** Less is no video of anything: what a preview has where documents left it nothing. */
  private static final long LEAST_PREVIEW_BYTES = 4096;

  private static final long WHOLE = 100;

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  public DerivedShare {
    if (percent < 1 || percent > WHOLE) {
      throw new IllegalArgumentException("a share is 1 … 100 percent: " + percent);
    }
    if (thumbnailPercent < 1 || thumbnailPercent >= percent) {
      throw new IllegalArgumentException(
          "thumbnails have a part of the share, 1 … " + (percent - 1) + ": " + thumbnailPercent);
    }
    if (leastThumbnailBytes < 1 || leastThumbnailBytes >= leastBytes) {
      throw new IllegalArgumentException(
          "thumbnails have a part of the least bytes, 1 … "
              + (leastBytes - 1)
              + ": "
              + leastThumbnailBytes);
    }
  }

  /** Returns what all may take together that is made of a recording of so many bytes. */
  public long bytes(long recording) {
    return Math.max(leastBytes, recording * percent / WHOLE);
  }

  /** Returns what its thumbnails may take together. */
  public long thumbnailBytes(long recording) {
    return Math.max(leastThumbnailBytes, recording * thumbnailPercent / WHOLE);
  }

  /**
   * Returns what its preview may take.
   *
   * @param documents the bytes of what else was made of it, thumbnails aside
   */
  public long previewBytes(long recording, long documents) {
    return Math.max(LEAST_PREVIEW_BYTES, bytes(recording) - thumbnailBytes(recording) - documents);
  }
}
