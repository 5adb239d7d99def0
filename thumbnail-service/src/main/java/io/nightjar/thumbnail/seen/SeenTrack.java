package io.nightjar.thumbnail.seen;

import java.util.List;

/**
 * The way of one thing through a recording.
 *
 * @param id from 1
 * @param score 0…1: how much it behaves as an animal does
 * @param warm whether it is warmer than the background; else colder
 * @param spots at least one, by frame
 */
public record SeenTrack(int id, double score, boolean warm, List<Spot> spots) {

  public SeenTrack {
    spots = List.copyOf(spots);
  }
}
