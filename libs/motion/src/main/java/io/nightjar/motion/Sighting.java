package io.nightjar.motion;

/**
 * Something in the frame that was looked at last.
 *
 * @param track the id of its track
 * @param score what the track scores so far
 * @param position where it is
 */
public record Sighting(int track, double score, Position position) {}
