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
 */
public record Seen(Size size, FrameFacts frames, double threshold, List<SeenTrack> tracks) {

  public Seen {
    tracks = List.copyOf(tracks);
  }
}
