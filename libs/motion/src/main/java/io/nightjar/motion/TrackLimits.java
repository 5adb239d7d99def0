package io.nightjar.motion;

/**
 * What one recording may take of memory, whatever it shows.
 *
 * @param atOnce things followed at once; what appears beyond is not followed
 * @param kept tracks kept until the end; those that score least are dropped
 * @param positions of one track; a track that has as many ends, and another begins
 */
public record TrackLimits(int atOnce, int kept, int positions) {

  /**
   * Enough for ten minutes at nine frames a second with a crowd in them: what the services allow
   * themselves where nothing else is configured.
   */
  public static final TrackLimits DEFAULT = new TrackLimits(32, 32, 6_000);

  /** Checks that all are positive. */
  public TrackLimits {
    if (atOnce < 1 || kept < 1 || positions < 1) {
      throw new IllegalArgumentException("limits of tracks are at least 1");
    }
  }
}
