package io.nightjar.thumbnail.subject;

import io.nightjar.thumbnail.seen.Spot;

/**
 * A frame in which a track may be shown.
 *
 * @param spot where it is
 * @param score 0…1, how well it shows it, as far as that is known without its pixels; comparable
 *     within the track
 * @param subject the same as what a picture shows
 */
public record Moment(Spot spot, double score, Subject subject) {}
