package io.nightjar.audio.thumbnail;

import io.nightjar.audio.activity.LivelyPart;

/**
 * What the thumbnails of a sound show. Times and frequencies are those of life.
 *
 * @param beginSeconds their left edge
 * @param endSeconds their right edge: at most ten seconds later, as the sound plays
 * @param highestHertz their upper edge; the lower one is 0
 * @param reason why this part: {@code liveliest}, or {@code nothing-stands-out}
 * @param placeholder the smallest one as a ThumbHash, in Base64
 */
public record ThumbnailFacts(
    double beginSeconds,
    double endSeconds,
    double highestHertz,
    String reason,
    String placeholder) {

  /** What is to be said of the pictures of a part. */
  public static ThumbnailFacts of(LivelyPart part, SoundThumbnails thumbnails) {
    return new ThumbnailFacts(
        thousandths(part.beginSeconds()),
        thousandths(part.endSeconds()),
        thousandths(part.highestHertz()),
        part.lively() ? "liveliest" : "nothing-stands-out",
        thumbnails.placeholder());
  }

  private static double thousandths(double value) {
    return Math.round(value * 1e3) / 1e3;
  }
}
