package io.nightjar.pipeline.outbox;

import io.nightjar.pipeline.recording.Recording;

/**
 * A durable recording whose event is not yet known to be published.
 *
 * @param recording all that its event will say
 * @param traceparent the trace that the upload belongs to
 */
public record OutboxEntry(Recording recording, String traceparent) {}
