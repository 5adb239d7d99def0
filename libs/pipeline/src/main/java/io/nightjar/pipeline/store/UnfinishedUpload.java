package io.nightjar.pipeline.store;

import java.time.Instant;

/**
 * An upload in parts that was neither completed nor abandoned.
 *
 * @param key of the object that it would have become
 * @param uploadId the store's name for it
 * @param begun by the store's clock
 */
public record UnfinishedUpload(String key, String uploadId, Instant begun) {}
