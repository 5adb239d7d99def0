package io.nightjar.pipeline.event;

import io.nightjar.pipeline.trace.TraceContext;
import java.time.Instant;

/**
 * An event as it is on its way.
 *
 * @param id the same for the same effect, however often it is published
 * @param type one of {@link EventType}
 * @param source the service that says it
 * @param time when the effect was made durable
 * @param trace the trace that it belongs to
 * @param data what it says
 */
public record Event<T extends EventContent>(
    String id, String type, String source, Instant time, TraceContext trace, T data) {}
