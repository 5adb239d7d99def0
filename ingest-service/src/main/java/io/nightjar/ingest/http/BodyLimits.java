package io.nightjar.ingest.http;

import java.time.Duration;

/**
 * How long senders of bodies are waited for.
 *
 * @param pause the longest silence in a body that is being read
 * @param pace how slow a body may be in all
 * @param refusedBytes what is still read of a body that was refused, for its sender to hear why
 * @param refusedTime how long it is still read
 */
public record BodyLimits(Duration pause, Pace pace, long refusedBytes, Duration refusedTime) {

  /**
   * How slow a body may be.
   *
   * @param leastRate bytes a second, over each window
   * @param window of the time in which the sender is waited for
   * @param deadline from the first byte that is asked for to the last
   */
  public record Pace(long leastRate, Duration window, Duration deadline) {}
}
