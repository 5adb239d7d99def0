package io.nightjar.ingest.resumable;

import io.nightjar.pipeline.Limits;
import java.time.Duration;

/**
 * What resumable uploads may cost.
 *
 * @param life how long an upload may take from its creation on
 * @param openPerDevice the most uploads of a device that have not ended
 * @param sweepEvery how often one of the replicas looks after all uploads
 * @param limits bytes of an upload, and the chunks that one replica takes at once
 */
public record UploadRules(
    Duration life, int openPerDevice, Duration sweepEvery, Limits.Upload limits) {}
