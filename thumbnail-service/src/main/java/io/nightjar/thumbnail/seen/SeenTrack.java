package io.nightjar.thumbnail.seen;

import java.util.List;
import java.util.Optional;

/**
 * The way of one thing through a recording.
 *
 * @param id from 1
 * @param score 0…1: how much it behaves as an animal does
 * @param warm whether it is warmer than the background; else colder
 * @param spots at least one, by frame
 * @param verdict what a classifier takes it for, if one has answered
 */
public record SeenTrack(
    int id, double score, boolean warm, List<Spot> spots, Optional<Verdict> verdict) {

  public SeenTrack {
    spots = List.copyOf(spots);
  }

  /** A track of which no classifier has said anything. */
  public SeenTrack(int id, double score, boolean warm, List<Spot> spots) {
    this(id, score, warm, spots, Optional.empty());
  }

  /** The same track, as a classifier sees it. */
  public SeenTrack with(Verdict said) {
    return new SeenTrack(id, score, warm, spots, Optional.of(said));
  }
}
