package io.nightjar.thumbnail.seen;

import io.nightjar.imaging.Size;
import java.util.List;

/**
 * What is known of a recording without its pixels.
 *
 * @param size of its frames
 * @param frames what each is like
 * @param threshold tracks that score as much or more are taken for animals
 * @param tracks what moved, by id
 * @param classified whether a classifier has looked: then the tracks are those of its answer, each
 *     with a verdict, and what it did not name is nothing
 */
public record Seen(
    Size size, FrameFacts frames, double threshold, List<SeenTrack> tracks, boolean classified) {

  public Seen {
    tracks = List.copyOf(tracks);
  }

  /** What is known before a classifier has looked. */
  public Seen(Size size, FrameFacts frames, double threshold, List<SeenTrack> tracks) {
    this(size, frames, threshold, tracks, false);
  }

  /** The same recording, as a classifier sees it. */
  public Seen with(List<SeenTrack> judged) {
    return new Seen(size, frames, threshold, judged, true);
  }
}
