package io.nightjar.ingest.http;

import java.time.Duration;

/**
 * How long senders of bodies are waited for.
 *
 * @param pause the longest silence in a body that is being read
 * @param refusedBytes what is still read of a body that was refused, for its sender to hear why
 * @param refusedTime how long it is still read
 */
public record BodyLimits(Duration pause, long refusedBytes, Duration refusedTime) {}
