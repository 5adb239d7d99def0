package io.nightjar.pipeline.event;

/**
 * What one topic is made for.
 *
 * @param name the topic's name
 * @param retention how long its records are kept
 * @param largestMessage bytes of the largest batch of records that it takes, headers and all
 */
public record TopicSpec(String name, Retention retention, int largestMessage) {

  /** How long records are kept; {@link TopicSettings} says how long that is. */
  public enum Retention {
    /** Until every consumer that is ever behind has caught up. */
    EVENTS,
    /** Until a person has looked. */
    DEAD_LETTERS
  }
}
